-- is_listed says whether the public sees it: active, not deleted, and the shop approved. price is that of the
-- cheapest variant, price_max of the dearest. rating_score is the average in thousandths of a star. listed_at
-- is when it was first listed, 0 if never. tags and options are lists with control characters between their
-- items. Long texts stand elsewhere so that a row stays small. number is the row of the search index.
CREATE TABLE products (
  number INTEGER PRIMARY KEY,
  id UUID NOT NULL UNIQUE,
  shop_id UUID NOT NULL REFERENCES shops (id),
  category_id UUID REFERENCES categories (id),
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('draft', 'active', 'archived')),
  is_listed BOOLEAN NOT NULL,
  in_stock BOOLEAN NOT NULL,
  currency TEXT NOT NULL,
  price BIGINT NOT NULL CHECK (price >= 0),
  price_max BIGINT NOT NULL,
  compare_at_price BIGINT,
  image_key TEXT,
  image_width INTEGER NOT NULL DEFAULT 0,
  image_height INTEGER NOT NULL DEFAULT 0,
  image_alt TEXT NOT NULL DEFAULT '',
  rating_sum BIGINT NOT NULL DEFAULT 0,
  rating_count BIGINT NOT NULL DEFAULT 0,
  rating_score BIGINT NOT NULL DEFAULT 0,
  sold BIGINT NOT NULL DEFAULT 0,
  listed_at BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  brand TEXT,
  source_handle TEXT,
  tags TEXT NOT NULL,
  options TEXT NOT NULL,
  UNIQUE (shop_id, source_handle)
);
CREATE INDEX products_by_newest ON products (listed_at DESC, id DESC) WHERE is_listed = TRUE;
CREATE INDEX products_by_price ON products (price, id) WHERE is_listed = TRUE;
CREATE INDEX products_by_sold ON products (sold DESC, id DESC) WHERE is_listed = TRUE;
CREATE INDEX products_by_rating ON products (rating_score DESC, id DESC) WHERE is_listed = TRUE;
CREATE INDEX products_by_category ON products (category_id, is_listed, listed_at DESC, id DESC);
CREATE INDEX products_by_open_shop ON products (shop_id, listed_at DESC, id DESC) WHERE is_listed = TRUE;
CREATE INDEX products_by_shop ON products (shop_id, id DESC);
CREATE INDEX products_deleted ON products (deleted_at) WHERE deleted_at IS NOT NULL;

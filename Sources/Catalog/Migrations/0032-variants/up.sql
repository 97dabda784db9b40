-- What can be bought is on_hand - reserved - allocated: reserved is held by checkouts that are not paid yet,
-- allocated belongs to orders that have not left the shop. A variant that was taken out of its product keeps
-- its row (deleted_at) as long as orders move its stock.
CREATE TABLE variants (
  id UUID PRIMARY KEY,
  product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  shop_id UUID NOT NULL REFERENCES shops (id),
  position INTEGER NOT NULL,
  on_hand BIGINT NOT NULL,
  reserved BIGINT NOT NULL DEFAULT 0,
  allocated BIGINT NOT NULL DEFAULT 0,
  sold BIGINT NOT NULL DEFAULT 0,
  price BIGINT NOT NULL CHECK (price >= 0),
  compare_at_price BIGINT,
  title TEXT NOT NULL,
  options TEXT NOT NULL,
  sku TEXT,
  barcode TEXT,
  weight_grams BIGINT,
  image_id UUID,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT,
  CHECK (reserved >= 0 AND allocated >= 0 AND on_hand >= reserved + allocated)
);
CREATE INDEX variants_by_product ON variants (product_id, position);
CREATE INDEX variants_by_shop ON variants (shop_id, sku);
CREATE INDEX variants_removed ON variants (deleted_at) WHERE deleted_at IS NOT NULL;

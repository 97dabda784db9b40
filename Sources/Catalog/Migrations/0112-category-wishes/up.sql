-- Where a file would have its product stand, in the vendor's own words; wish_key is that folded, for comparing.
CREATE TABLE product_wishes (
  product_id UUID PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  wish TEXT NOT NULL,
  wish_key TEXT NOT NULL
);
CREATE INDEX product_wishes_by_key ON product_wishes (wish_key, product_id);
-- Which category an administrator has given to a wish, for products that come later.
CREATE TABLE category_wishes (
  wish_key TEXT PRIMARY KEY,
  category_id UUID NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL
);
CREATE INDEX category_wishes_by_category ON category_wishes (category_id);

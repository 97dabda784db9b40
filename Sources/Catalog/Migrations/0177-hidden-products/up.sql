-- When administrators hid a product; while it is set nobody finds or buys it, whatever else is said of it.
ALTER TABLE products ADD COLUMN hidden_at BIGINT;
CREATE INDEX products_hidden ON products (number) WHERE hidden_at IS NOT NULL;
-- What was decided about a product, and what its vendor says to that. version counts decisions and answers, also behind
-- the end of a hiding. reason is the last one.
CREATE TABLE product_hidings (
  product_id UUID PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  reason TEXT NOT NULL,
  answer TEXT,
  answered_at BIGINT
);
CREATE INDEX product_hidings_answered ON product_hidings (answered_at) WHERE answered_at IS NOT NULL;
-- Lists of all shops' products go by number: few of a state by the state, those of a shop by the shop.
CREATE INDEX products_by_status ON products (status, number);
CREATE INDEX products_by_shop_number ON products (shop_id, number);

-- The code of the market at whose prices a checkout and its orders are; NULL for the shops' own prices.
ALTER TABLE checkouts ADD COLUMN market TEXT;
ALTER TABLE orders ADD COLUMN market TEXT;
-- The currency of price_seen; NULL for that of the product.
ALTER TABLE cart_items ADD COLUMN seen_currency TEXT;
-- What a delivery costs in the market with this code, in minor units of this currency. It holds while the market has it.
CREATE TABLE shipping_option_prices (
  shop_id UUID NOT NULL,
  option_id TEXT NOT NULL,
  market TEXT NOT NULL,
  currency TEXT NOT NULL,
  price BIGINT NOT NULL,
  free_from BIGINT,
  PRIMARY KEY (shop_id, option_id, market),
  FOREIGN KEY (shop_id, option_id) REFERENCES shipping_options (shop_id, id) ON DELETE CASCADE
);

-- Countries in which goods have prices of their own, in one currency. code is what addresses call a market. A market is
-- never deleted, as prices and orders name it.
CREATE TABLE markets (
  id UUID PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  currency TEXT NOT NULL,
  is_active BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE TABLE market_countries (
  country TEXT PRIMARY KEY,
  market_id UUID NOT NULL REFERENCES markets (id)
);
CREATE INDEX market_countries_by_market ON market_countries (market_id, country);
-- What a variant costs in a market, in minor units of its currency.
CREATE TABLE variant_prices (
  variant_id UUID NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
  market_id UUID NOT NULL REFERENCES markets (id),
  product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  price BIGINT NOT NULL,
  compare_at_price BIGINT,
  PRIMARY KEY (variant_id, market_id)
);
CREATE INDEX variant_prices_by_product ON variant_prices (product_id, market_id);
CREATE INDEX variant_prices_by_market ON variant_prices (market_id);
-- The products of which every variant has a price in a market: there these prices hold instead of the shop's own.
CREATE TABLE market_products (
  product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  market_id UUID NOT NULL REFERENCES markets (id),
  price BIGINT NOT NULL,
  price_max BIGINT NOT NULL,
  compare_at_price BIGINT,
  PRIMARY KEY (product_id, market_id)
);
CREATE INDEX market_products_by_market ON market_products (market_id, product_id);

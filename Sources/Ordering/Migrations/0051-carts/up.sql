CREATE TABLE carts (
  id UUID PRIMARY KEY,
  account_id UUID REFERENCES accounts(id) ON DELETE CASCADE,
  -- The currency of everything in it; NULL while it is empty.
  currency TEXT,
  status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'merged')),
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

CREATE INDEX carts_by_account ON carts (account_id, status, updated_at);

CREATE TABLE cart_items (
  cart_id UUID NOT NULL REFERENCES carts(id) ON DELETE CASCADE,
  variant_id UUID NOT NULL REFERENCES variants(id) ON DELETE CASCADE,
  quantity BIGINT NOT NULL CHECK (quantity BETWEEN 1 AND 999),
  -- The price in minor units when the buyer last touched the line, to tell of changes.
  price_seen BIGINT NOT NULL,
  added_at BIGINT NOT NULL,
  PRIMARY KEY (cart_id, variant_id)
);

CREATE INDEX cart_items_by_variant ON cart_items (variant_id);

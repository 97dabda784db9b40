CREATE TABLE checkouts (
  id UUID PRIMARY KEY,
  cart_id UUID NOT NULL REFERENCES carts(id),
  account_id UUID REFERENCES accounts(id),
  email TEXT NOT NULL,
  address TEXT NOT NULL,
  payment_method TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('awaitingPayment', 'completed', 'expired', 'cancelled')),
  currency TEXT NOT NULL,
  items_total BIGINT NOT NULL CHECK (items_total >= 0),
  shipping_total BIGINT NOT NULL CHECK (shipping_total >= 0),
  total BIGINT NOT NULL CHECK (total = items_total + shipping_total),
  created_at BIGINT NOT NULL,
  expires_at BIGINT,
  completed_at BIGINT
);

-- A cart can be checked out again after its checkout expired or was cancelled, never beside a living one.
CREATE UNIQUE INDEX checkouts_by_cart ON checkouts (cart_id) WHERE status IN ('awaitingPayment', 'completed');
CREATE INDEX checkouts_by_account ON checkouts (account_id);
CREATE INDEX checkouts_to_expire ON checkouts (expires_at) WHERE status = 'awaitingPayment';

-- What a checkout that waits for its payment will turn into. Checkouts that complete at once have orders right away
-- and no rows here. Products are not referred to, so that a purge of the catalogue is never blocked.
CREATE TABLE checkout_parts (
  checkout_id UUID NOT NULL REFERENCES checkouts(id) ON DELETE CASCADE,
  shop_id UUID NOT NULL REFERENCES shops(id),
  option_id TEXT NOT NULL,
  option_name TEXT NOT NULL,
  shipping_price BIGINT NOT NULL CHECK (shipping_price >= 0),
  min_days BIGINT NOT NULL,
  max_days BIGINT NOT NULL,
  PRIMARY KEY (checkout_id, shop_id)
);

CREATE INDEX checkout_parts_by_shop ON checkout_parts (shop_id);

CREATE TABLE checkout_lines (
  checkout_id UUID NOT NULL REFERENCES checkouts(id) ON DELETE CASCADE,
  shop_id UUID NOT NULL REFERENCES shops(id),
  variant_id UUID NOT NULL,
  product_id UUID NOT NULL,
  category_id UUID,
  title TEXT NOT NULL,
  variant_title TEXT NOT NULL,
  product_slug TEXT NOT NULL,
  sku TEXT,
  image_key TEXT,
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  unit_price BIGINT NOT NULL CHECK (unit_price >= 0),
  PRIMARY KEY (checkout_id, variant_id)
);

CREATE INDEX checkout_lines_by_shop ON checkout_lines (shop_id);

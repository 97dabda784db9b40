CREATE TABLE orders (
  id UUID PRIMARY KEY,
  number TEXT NOT NULL UNIQUE,
  checkout_id UUID NOT NULL REFERENCES checkouts(id),
  shop_id UUID NOT NULL REFERENCES shops(id),
  account_id UUID REFERENCES accounts(id),
  email TEXT NOT NULL,
  address TEXT NOT NULL,
  -- Number, e-mail and name in lower case, for the search in order lists.
  search_text TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'paid', 'processing', 'shipped', 'onTheWay', 'delivered',
    'cancelled', 'refundRequested', 'refunded')),
  currency TEXT NOT NULL,
  items_total BIGINT NOT NULL CHECK (items_total >= 0),
  shipping_total BIGINT NOT NULL CHECK (shipping_total >= 0),
  total BIGINT NOT NULL CHECK (total = items_total + shipping_total),
  option_id TEXT NOT NULL,
  option_name TEXT NOT NULL,
  min_days BIGINT NOT NULL,
  max_days BIGINT NOT NULL,
  payment_method TEXT NOT NULL,
  payment_status TEXT NOT NULL CHECK (payment_status IN ('pending', 'succeeded', 'refunded', 'cancelled')),
  access_key TEXT NOT NULL,
  carrier TEXT,
  tracking_number TEXT,
  placed_at BIGINT NOT NULL,
  paid_at BIGINT,
  shipped_at BIGINT,
  delivered_at BIGINT,
  cancelled_at BIGINT,
  refunded_at BIGINT,
  updated_at BIGINT NOT NULL
);

-- Ids grow with time, so lists go by them.
CREATE UNIQUE INDEX orders_by_checkout ON orders (checkout_id, shop_id);
CREATE INDEX orders_by_shop ON orders (shop_id, id);
CREATE INDEX orders_by_shop_status ON orders (shop_id, status, id);
CREATE INDEX orders_by_account ON orders (account_id, id);

-- Copies of what was bought. Products are not referred to, so that a purge of the catalogue is never blocked.
CREATE TABLE order_items (
  order_id UUID NOT NULL REFERENCES orders(id) ON DELETE CASCADE,
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
  PRIMARY KEY (order_id, variant_id)
);

CREATE INDEX order_items_by_product ON order_items (product_id);

-- Every step after the placing, which the order itself tells of.
CREATE TABLE order_history (
  order_id UUID NOT NULL REFERENCES orders(id) ON DELETE CASCADE,
  position BIGINT NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  actor TEXT NOT NULL,
  note TEXT,
  at BIGINT NOT NULL,
  PRIMARY KEY (order_id, position)
);

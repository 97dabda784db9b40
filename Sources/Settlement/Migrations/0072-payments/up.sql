CREATE TABLE payments (
  id UUID PRIMARY KEY,
  checkout_id UUID NOT NULL REFERENCES checkouts (id),
  method TEXT NOT NULL,
  attempt BIGINT NOT NULL,
  status TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount >= 0),
  currency TEXT NOT NULL,
  token TEXT,
  answer TEXT,
  challenge_kind TEXT,
  challenge_detail TEXT,
  gateway_reference TEXT,
  decline_reason TEXT,
  decline_message TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (checkout_id, attempt)
);

-- At most one attempt of a checkout is open, and at most one took money that belongs to its orders.
CREATE UNIQUE INDEX payments_open ON payments (checkout_id) WHERE status IN ('processing', 'challenge', 'answering');

CREATE UNIQUE INDEX payments_succeeded ON payments (checkout_id) WHERE status = 'succeeded';

CREATE TABLE refunds (
  id UUID PRIMARY KEY,
  source TEXT NOT NULL UNIQUE,
  payment_reference TEXT NOT NULL,
  order_id UUID REFERENCES orders (id),
  shop_id UUID,
  method TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  reason TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'succeeded', 'declined')),
  gateway_reference TEXT,
  decline_message TEXT,
  tries BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);

CREATE INDEX refunds_order ON refunds (order_id);

CREATE INDEX refunds_status ON refunds (status, id);

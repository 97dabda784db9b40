CREATE TABLE payouts (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL REFERENCES shops (id),
  amount BIGINT NOT NULL CHECK (amount > 0),
  currency TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('requested', 'completed', 'failed')),
  note TEXT,
  bank_reference TEXT,
  failure_reason TEXT,
  requested_by UUID NOT NULL,
  finished_by UUID,
  requested_at BIGINT NOT NULL,
  finished_at BIGINT
);

CREATE INDEX payouts_shop ON payouts (shop_id, id);

CREATE INDEX payouts_status ON payouts (status, id);

-- One row a shop and currency: requests lock it, so that two of them never spend one balance.
CREATE TABLE payout_locks (
  shop_id UUID NOT NULL REFERENCES shops (id),
  currency TEXT NOT NULL,
  requests BIGINT NOT NULL,
  PRIMARY KEY (shop_id, currency)
);

-- Where a shop wants its money. The BYTEA columns are sealed one by one.
CREATE TABLE payout_destinations (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('bank', 'paypal')),
  is_default BOOLEAN NOT NULL,
  holder BYTEA,
  iban BYTEA,
  account_number BYTEA,
  routing_number BYTEA,
  bic BYTEA,
  email BYTEA,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX payout_destinations_by_shop ON payout_destinations (shop_id, id);
CREATE UNIQUE INDEX payout_destinations_default ON payout_destinations (shop_id) WHERE is_default = TRUE;

-- Double entry. A positive amount is a credit, a negative one a debit; what is owed to shops stands positive, money
-- that the marketplace holds or is owed stands negative. Every transaction sums to zero per currency.
CREATE TABLE ledger_transactions (
  id UUID PRIMARY KEY,
  source TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  description TEXT NOT NULL,
  order_id UUID,
  payout_id UUID,
  at BIGINT NOT NULL
);

CREATE INDEX ledger_transactions_order ON ledger_transactions (order_id, kind);

CREATE INDEX ledger_transactions_payout ON ledger_transactions (payout_id);

CREATE TABLE ledger_entries (
  transaction_id UUID NOT NULL REFERENCES ledger_transactions (id),
  position BIGINT NOT NULL,
  account TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount BIGINT NOT NULL CHECK (amount <> 0),
  PRIMARY KEY (transaction_id, position)
);

-- Covers both the sum of an account and the list of its lines.
CREATE INDEX ledger_entries_account ON ledger_entries (account, currency, transaction_id, position, amount);

CREATE TABLE order_settlements (
  order_id UUID PRIMARY KEY REFERENCES orders (id),
  checkout_id UUID NOT NULL,
  shop_id UUID NOT NULL,
  method TEXT NOT NULL,
  payment_reference TEXT,
  currency TEXT NOT NULL,
  goods BIGINT NOT NULL CHECK (goods >= 0),
  gross BIGINT NOT NULL CHECK (gross >= goods),
  commission BIGINT NOT NULL CHECK (commission >= 0 AND commission <= goods),
  net BIGINT NOT NULL CHECK (net = gross - commission),
  at BIGINT NOT NULL
);

CREATE INDEX order_settlements_shop ON order_settlements (shop_id);

CREATE INDEX order_settlements_checkout ON order_settlements (checkout_id);

-- The sums of the ledger's accounts, so that a balance costs the same however long the books are, as high times 10^9 and
-- low, which together may leave 64 bits. Entries that came since wait beside them, for which nobody has to wait, until
-- they are added up. The entries stay the truth: `souk ledger verify` compares.
CREATE TABLE ledger_sums (
  account TEXT NOT NULL,
  currency TEXT NOT NULL,
  high BIGINT NOT NULL,
  low BIGINT NOT NULL,
  PRIMARY KEY (account, currency)
);
CREATE TABLE ledger_unsummed (
  transaction_id UUID NOT NULL,
  position BIGINT NOT NULL,
  account TEXT NOT NULL,
  currency TEXT NOT NULL,
  amount BIGINT NOT NULL,
  PRIMARY KEY (transaction_id, position)
);
CREATE INDEX ledger_unsummed_by_account ON ledger_unsummed (account, currency, amount);

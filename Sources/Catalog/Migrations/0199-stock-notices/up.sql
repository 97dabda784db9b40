-- Who wants to be told when a variant can be bought again. told_at is set in the transaction that leaves the mail; the
-- row stays for a while, so that the link in the mail leads somewhere. account_id is NULL for guests.
CREATE TABLE stock_notices (
  id UUID PRIMARY KEY,
  variant_id UUID NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
  account_id UUID,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  token TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  told_at BIGINT
);
CREATE UNIQUE INDEX stock_notices_once ON stock_notices (variant_id, email);
CREATE INDEX stock_notices_waiting ON stock_notices (variant_id, id) WHERE told_at IS NULL;
CREATE INDEX stock_notices_by_email ON stock_notices (email);
CREATE UNIQUE INDEX stock_notices_by_token ON stock_notices (token);
CREATE INDEX stock_notices_of_account ON stock_notices (account_id) WHERE account_id IS NOT NULL;
CREATE INDEX stock_notices_by_age ON stock_notices (created_at);

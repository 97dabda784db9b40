-- A guest is told only after a press of the button in a mail to the address that was given. confirmed_at is NULL until then,
-- confirmation_at when such a mail was left. Who asked before is told as was promised.
ALTER TABLE stock_notices ADD COLUMN confirmed_at BIGINT;
ALTER TABLE stock_notices ADD COLUMN confirmation_at BIGINT;
UPDATE stock_notices SET confirmed_at = created_at;
DROP INDEX stock_notices_waiting;
CREATE INDEX stock_notices_waiting ON stock_notices (variant_id, id) WHERE told_at IS NULL AND confirmed_at IS NOT NULL;

CREATE FUNCTION ledger_note_unsummed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO ledger_unsummed (transaction_id, position, account, currency, amount)
  VALUES (NEW.transaction_id, NEW.position, NEW.account, NEW.currency, NEW.amount);
  RETURN NULL;
END $$;

CREATE TRIGGER ledger_entries_unsummed AFTER INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_note_unsummed();
-- Only now: the trigger holds off whoever writes until this is committed, and what they wrote before is seen here.
INSERT INTO ledger_sums (account, currency, high, low)
SELECT account, currency, SUM(amount / 1000000000), SUM(amount % 1000000000) FROM ledger_entries GROUP BY account, currency;

-- Notes the entries of a statement at once instead of one by one.
DROP TRIGGER ledger_entries_unsummed ON ledger_entries;
CREATE OR REPLACE FUNCTION ledger_note_unsummed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO ledger_unsummed (transaction_id, position, account, currency, amount)
  SELECT transaction_id, position, account, currency, amount FROM added;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entries_unsummed AFTER INSERT ON ledger_entries
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_note_unsummed();

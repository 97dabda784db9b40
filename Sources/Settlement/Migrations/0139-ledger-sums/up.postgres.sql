CREATE FUNCTION ledger_note_unsummed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO ledger_unsummed (transaction_id, position, account, currency, amount)
  VALUES (NEW.transaction_id, NEW.position, NEW.account, NEW.currency, NEW.amount);
  RETURN NULL;
END $$;

CREATE TRIGGER ledger_entries_unsummed AFTER INSERT ON ledger_entries FOR EACH ROW EXECUTE FUNCTION ledger_note_unsummed();

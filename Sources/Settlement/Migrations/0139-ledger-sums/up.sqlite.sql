CREATE TRIGGER ledger_entries_unsummed AFTER INSERT ON ledger_entries BEGIN
  INSERT INTO ledger_unsummed (transaction_id, position, account, currency, amount)
  VALUES (NEW.transaction_id, NEW.position, NEW.account, NEW.currency, NEW.amount);
END;
INSERT INTO ledger_sums (account, currency, high, low)
SELECT account, currency, SUM(amount / 1000000000), SUM(amount % 1000000000) FROM ledger_entries GROUP BY account, currency;

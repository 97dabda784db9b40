-- How far the accounts that were there before have got their words: up to this one, NULL at the beginning. Without a row
-- all have.
CREATE TABLE account_word_rebuilds (
  id INTEGER PRIMARY KEY,
  position UUID
);
INSERT INTO account_word_rebuilds (id, position) SELECT 1, NULL WHERE EXISTS (SELECT 1 FROM accounts);
-- Names were found by these before, as each engine lowers letters.
DROP INDEX accounts_by_folded_name;
DROP INDEX accounts_by_surname;

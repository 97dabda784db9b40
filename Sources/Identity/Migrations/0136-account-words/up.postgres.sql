-- The words of people's names and addresses, split and folded by the program, by which people are found.
CREATE TABLE account_words (
  word TEXT COLLATE "C" NOT NULL,
  subject_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  PRIMARY KEY (word, subject_id)
);
CREATE INDEX account_words_by_subject ON account_words (subject_id, word);
DROP INDEX accounts_by_plain_email;

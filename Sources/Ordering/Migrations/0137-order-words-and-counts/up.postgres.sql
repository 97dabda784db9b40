-- The words of numbers, e-mail addresses, names and addresses, split and folded by the program, by which orders are
-- found.
CREATE TABLE order_words (
  word TEXT COLLATE "C" NOT NULL,
  subject_id UUID NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
  PRIMARY KEY (word, subject_id)
);
CREATE INDEX order_words_by_subject ON order_words (subject_id, word);

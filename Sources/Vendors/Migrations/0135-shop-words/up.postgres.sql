-- The words of shops' names, split and folded by the program, by which shops are found.
CREATE TABLE shop_words (
  word TEXT COLLATE "C" NOT NULL,
  subject_id UUID NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  PRIMARY KEY (word, subject_id)
);
CREATE INDEX shop_words_by_subject ON shop_words (subject_id, word);

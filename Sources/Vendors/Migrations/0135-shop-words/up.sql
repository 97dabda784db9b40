-- How far the shops that were there before have got their words: up to this one, NULL at the beginning. Without a row
-- all have.
CREATE TABLE shop_word_rebuilds (
  id INTEGER PRIMARY KEY,
  position UUID
);
INSERT INTO shop_word_rebuilds (id, position) SELECT 1, NULL WHERE EXISTS (SELECT 1 FROM shops);

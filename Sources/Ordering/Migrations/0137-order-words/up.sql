-- How far the orders that were there before have got their words: up to this one, NULL at the beginning. Without a row
-- all have.
CREATE TABLE order_word_rebuilds (
  id INTEGER PRIMARY KEY,
  position UUID
);
INSERT INTO order_word_rebuilds (id, position) SELECT 1, NULL WHERE EXISTS (SELECT 1 FROM orders);
-- Orders were found by this before, by looking into each.
ALTER TABLE orders DROP COLUMN search_text;

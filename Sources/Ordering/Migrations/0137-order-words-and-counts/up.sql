-- How far the orders that were there before have got their words: up to this one, NULL at the beginning. Without a row
-- all have.
CREATE TABLE order_word_rebuilds (
  id INTEGER PRIMARY KEY,
  position UUID
);
INSERT INTO order_word_rebuilds (id, position) SELECT 1, NULL WHERE EXISTS (SELECT 1 FROM orders);
-- Orders were found by this before, by looking into each.
ALTER TABLE orders DROP COLUMN search_text;

-- How many orders there are in each state, of each shop and of all, so that nobody counts them for a page. What came since
-- waits as changes, for which nobody has to wait, until they are added up.
CREATE TABLE order_counts (
  shop_id UUID NOT NULL REFERENCES shops (id),
  status TEXT NOT NULL,
  orders BIGINT NOT NULL,
  PRIMARY KEY (shop_id, status)
);
CREATE TABLE order_totals (
  status TEXT PRIMARY KEY,
  orders BIGINT NOT NULL
);
CREATE TABLE order_count_changes (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL,
  status TEXT NOT NULL,
  orders BIGINT NOT NULL
);
CREATE INDEX order_count_changes_by_shop ON order_count_changes (shop_id, status, orders);
INSERT INTO order_counts (shop_id, status, orders) SELECT shop_id, status, COUNT(*) FROM orders GROUP BY shop_id, status;
INSERT INTO order_totals (status, orders) SELECT status, COUNT(*) FROM orders GROUP BY status;

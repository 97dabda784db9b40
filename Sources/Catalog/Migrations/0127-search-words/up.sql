-- How far the products that were there before have been put into the index and the facets as the program splits and
-- folds words now: up to this product, NULL at the beginning. Without a row all are.
CREATE TABLE search_rebuilds (
  id INTEGER PRIMARY KEY,
  position UUID
);
INSERT INTO search_rebuilds (id, position) SELECT 1, NULL WHERE EXISTS (SELECT 1 FROM products);

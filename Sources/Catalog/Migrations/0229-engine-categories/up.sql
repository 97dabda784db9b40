-- What the search engine was told of each category: said is a digest of its name and those above. Where it changes the
-- category waits, until all its products are noted; listed_at and product_id are those of the last one.
CREATE TABLE search_engine_categories (
  category_id UUID PRIMARY KEY,
  said TEXT NOT NULL,
  waits BOOLEAN NOT NULL,
  listed_at BIGINT,
  product_id UUID
);
CREATE INDEX search_engine_categories_waiting ON search_engine_categories (category_id) WHERE waits = TRUE;

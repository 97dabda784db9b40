CREATE TABLE product_search (
  product_id UUID PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  document TSVECTOR NOT NULL
);
CREATE INDEX product_search_by_document ON product_search USING GIN (document);
-- Every word that the index ever had, for correcting what was mistyped.
CREATE TABLE search_words (
  term TEXT COLLATE "C" PRIMARY KEY
);

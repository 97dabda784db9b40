-- What a vendor says first of a product has a column of its own, brands stand with the other facts. Words stand as they
-- were written, each with its stem behind it. What is there stays findable, as well as it goes, until the program has been
-- through it.
DROP TABLE search_words;
ALTER TABLE product_search RENAME TO product_search_before;
CREATE VIRTUAL TABLE product_search USING fts5(
  title, lead, facts, body, tokenize = "ascii tokenchars '.'", prefix = '2 3'
);
INSERT INTO product_search (rowid, title, lead, facts, body)
SELECT rowid, title, '', brand || ' ' || tags, body FROM product_search_before ORDER BY rowid;
DROP TABLE product_search_before;
-- Every word of the index, for correcting what was mistyped.
CREATE VIRTUAL TABLE search_words USING fts5vocab(product_search, 'row');

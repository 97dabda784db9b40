-- The rowid is products.number. Words are compared by their stems and without accents.
CREATE VIRTUAL TABLE product_search USING fts5(
  title, brand, tags, body, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);
-- Every word of the index, for correcting what was mistyped.
CREATE VIRTUAL TABLE search_words USING fts5vocab(product_search, 'row');

INSERT INTO search_rebuilds (id, position) SELECT 1, NULL WHERE EXISTS (SELECT 1 FROM products)
ON CONFLICT (id) DO UPDATE SET position = NULL;
-- What administrators teach the search: two texts that mean the same, and words that are left out of a search ('').
CREATE TABLE search_rules (
  id UUID PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('synonym', 'stopWord')),
  word TEXT NOT NULL,
  meaning TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (kind, word, meaning)
);
-- Who types a number of an article finds it.
CREATE INDEX variants_by_sku ON variants (sku) WHERE sku IS NOT NULL;
CREATE INDEX variants_by_barcode ON variants (barcode) WHERE barcode IS NOT NULL;

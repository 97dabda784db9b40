-- Conditions of a listing on colour, size, price and stock have to meet in one variant.
-- Stock is not in the index, so that moving it goes on rewriting a row in place.
CREATE INDEX variants_for_listings ON variants (product_id, id, price) WHERE deleted_at IS NULL;

-- Which variant has which colour and size; those of the specifications hold for all of them.
CREATE TABLE variant_facets (
  name TEXT NOT NULL,
  value_key TEXT NOT NULL,
  product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  variant_id UUID NOT NULL,
  PRIMARY KEY (name, value_key, product_id, variant_id)
);
-- A value belongs to the variants whose options name it, and to all when no option does.
INSERT INTO variant_facets (name, value_key, product_id, variant_id)
SELECT f.name, f.value_key, f.product_id, v.id
FROM product_facets f
JOIN products p ON p.id = f.product_id
JOIN variants v ON v.product_id = f.product_id AND v.deleted_at IS NULL
WHERE f.name IN ('color', 'size') AND (
  strpos(chr(31) || lower(v.options) || chr(31), chr(31) || lower(f.value) || chr(31)) > 0
  OR strpos(replace(lower(p.options), chr(30), chr(31)) || chr(31), chr(31) || lower(f.value) || chr(31)) = 0);
CREATE INDEX variant_facets_by_variant ON variant_facets (product_id, variant_id, name, value_key);

DROP INDEX products_for_counts;
-- Everything that listings count, so that counting reads no row. is_listed stands in it for SQLite's sake.
CREATE INDEX products_for_counts ON products
  (category_id, shop_id, brand, price, price_max, rating_score, in_stock, is_listed) WHERE is_listed = TRUE;

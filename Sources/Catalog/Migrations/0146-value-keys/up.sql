-- What brands are compared by, folded by the program as colours, sizes and tags are.
ALTER TABLE products ADD COLUMN brand_key TEXT;
-- What the handles of files are compared by: in lower case. Older products may share one.
ALTER TABLE products ADD COLUMN handle_key TEXT;
UPDATE products SET brand_key = LOWER(brand), handle_key = LOWER(source_handle)
WHERE brand IS NOT NULL OR source_handle IS NOT NULL;
CREATE INDEX products_by_handle ON products (shop_id, handle_key) WHERE handle_key IS NOT NULL;
-- Values fold as words do now: the keys of what was there before are made anew, from the beginning.
INSERT INTO search_rebuilds (id, position)
SELECT 1, NULL WHERE EXISTS (SELECT 1 FROM products) OR EXISTS (SELECT 1 FROM categories)
ON CONFLICT (id) DO UPDATE SET position = NULL;

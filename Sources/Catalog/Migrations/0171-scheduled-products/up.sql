-- When a product goes on sale by itself; until then nobody but its shop sees it. NULL for what waits for nothing.
ALTER TABLE products ADD COLUMN publish_at BIGINT;
CREATE INDEX products_to_publish ON products (publish_at) WHERE publish_at IS NOT NULL;

-- Which folders of pictures lie in the store. touched_at is when one was stored last; removing_at is when a job began to
-- delete its files, which keeps others from storing the same picture until it is done. original names the upload without
-- its metadata, sizes the set of sizes that was made of it, placeholder a tiny picture as text.
CREATE TABLE stored_pictures (
  storage_key TEXT PRIMARY KEY,
  touched_at BIGINT NOT NULL,
  removing_at BIGINT,
  original TEXT,
  sizes INTEGER NOT NULL DEFAULT 0,
  placeholder TEXT
);
INSERT INTO stored_pictures (storage_key, touched_at)
SELECT picture, 0 FROM (
  SELECT storage_key AS picture FROM product_images UNION SELECT logo_key FROM site_settings
  UNION SELECT banner_key FROM site_settings UNION SELECT avatar_key FROM shops UNION SELECT banner_key FROM shops
) pictures WHERE picture IS NOT NULL;
CREATE INDEX stored_pictures_by_sizes ON stored_pictures (sizes, storage_key);
-- The same of each product's first picture, for lists.
ALTER TABLE products ADD COLUMN image_sizes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE products ADD COLUMN image_placeholder TEXT;
-- Pictures that files name by their address: waiting, fetched or failed, and then why. import_id is the import that named
-- one last; due_at is when it is tried next.
CREATE TABLE picture_fetches (
  image_id UUID PRIMARY KEY REFERENCES product_images (id) ON DELETE CASCADE,
  import_id UUID REFERENCES imports (id) ON DELETE SET NULL,
  state TEXT NOT NULL,
  reason TEXT,
  attempts INTEGER NOT NULL,
  due_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX picture_fetches_due ON picture_fetches (due_at) WHERE state = 'waiting';
CREATE INDEX picture_fetches_by_import ON picture_fetches (import_id, state, image_id);
INSERT INTO picture_fetches (image_id, state, attempts, due_at, updated_at)
SELECT id, 'waiting', 0, 0, created_at FROM product_images WHERE storage_key IS NULL AND source_url IS NOT NULL;

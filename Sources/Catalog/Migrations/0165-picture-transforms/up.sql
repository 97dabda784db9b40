-- Where a result of operations stands in a picture's place, which picture was there first.
ALTER TABLE product_images ADD COLUMN original_key TEXT;
ALTER TABLE product_images ADD COLUMN original_width INTEGER;
ALTER TABLE product_images ADD COLUMN original_height INTEGER;
CREATE INDEX product_images_by_original ON product_images (original_key) WHERE original_key IS NOT NULL;
-- Which results of a picture addresses were given out for; they go with its files.
CREATE TABLE picture_transforms (
  storage_key TEXT NOT NULL,
  operations TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (storage_key, operations)
);

-- The long texts. A description with markup is stored after it was made safe.
CREATE TABLE product_texts (
  product_id UUID PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
  description TEXT NOT NULL,
  is_html BOOLEAN NOT NULL,
  attributes TEXT NOT NULL
);
-- What a listing is narrowed by: colours, sizes and tags, each as it is shown and folded for comparing.
CREATE TABLE product_facets (
  name TEXT NOT NULL,
  value_key TEXT NOT NULL,
  product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  value TEXT NOT NULL,
  PRIMARY KEY (name, value_key, product_id)
);
CREATE INDEX product_facets_by_product ON product_facets (product_id, name);
-- storage_key is NULL while a picture that a file only names by its address was not fetched.
CREATE TABLE product_images (
  id UUID PRIMARY KEY,
  product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  storage_key TEXT,
  source_url TEXT,
  alt TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  created_at BIGINT NOT NULL
);
CREATE INDEX product_images_by_product ON product_images (product_id, position);
CREATE INDEX product_images_by_key ON product_images (storage_key);

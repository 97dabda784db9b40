-- Addresses that categories had before, so that old links lead to them.
CREATE TABLE former_category_slugs (
  slug TEXT PRIMARY KEY,
  category_id UUID NOT NULL REFERENCES categories (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL
);
CREATE INDEX former_category_slugs_by_category ON former_category_slugs (category_id);

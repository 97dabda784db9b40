-- folded_name is the name in lower case without accents, for finding a category by the name that a file gives
-- it.
CREATE TABLE categories (
  id UUID PRIMARY KEY,
  parent_id UUID REFERENCES categories (id),
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
CREATE INDEX categories_by_parent ON categories (parent_id, position, id);
CREATE INDEX categories_by_name ON categories (folded_name);

-- Lists of the portals as somebody wants to see them again. query is what stands in the address behind the question mark.
CREATE TABLE saved_views (
  id UUID PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  list TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  UNIQUE (account_id, list, name)
);

-- Which columns of a list somebody sees: their keys, with commas between them.
CREATE TABLE list_columns (
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  list TEXT NOT NULL,
  shown TEXT NOT NULL,
  updated_at BIGINT NOT NULL,
  PRIMARY KEY (account_id, list)
);

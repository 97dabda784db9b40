-- A file of products that was handed in. shop_id is NULL when an operator's file names a shop in every row. done_bytes
-- and last_record say where to go on after a restart; they move in the transaction that writes the products.
CREATE TABLE imports (
  id UUID PRIMARY KEY,
  shop_id UUID REFERENCES shops (id),
  file_name TEXT NOT NULL,
  status TEXT NOT NULL,
  total_bytes BIGINT NOT NULL,
  done_bytes BIGINT NOT NULL DEFAULT 0,
  last_record BIGINT NOT NULL DEFAULT 1,
  products BIGINT NOT NULL DEFAULT 0,
  created_rows BIGINT NOT NULL DEFAULT 0,
  updated_rows BIGINT NOT NULL DEFAULT 0,
  unchanged_rows BIGINT NOT NULL DEFAULT 0,
  rejected_rows BIGINT NOT NULL DEFAULT 0,
  failure TEXT,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX imports_by_shop ON imports (shop_id, id);
-- The result of every row of the file.
CREATE TABLE import_rows (
  import_id UUID NOT NULL REFERENCES imports (id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  handle TEXT NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  PRIMARY KEY (import_id, number)
);
CREATE INDEX import_rows_by_outcome ON import_rows (import_id, outcome, number);

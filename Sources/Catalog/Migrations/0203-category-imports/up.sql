-- A file of categories that was handed in, a path of names on each line; content is emptied once it is done. done_lines
-- moves in the transaction that makes the categories, so that it goes on after a restart.
CREATE TABLE category_imports (
  id UUID PRIMARY KEY,
  file_name TEXT NOT NULL,
  status TEXT NOT NULL,
  content TEXT NOT NULL,
  total_lines BIGINT NOT NULL,
  done_lines BIGINT NOT NULL DEFAULT 0,
  made BIGINT NOT NULL DEFAULT 0,
  matched BIGINT NOT NULL DEFAULT 0,
  skipped BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  finished_at BIGINT
);

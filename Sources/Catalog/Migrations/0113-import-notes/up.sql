-- note says how the file was read and what of it was not; touched_at is when the import last moved on.
ALTER TABLE imports ADD COLUMN note TEXT;
ALTER TABLE imports ADD COLUMN touched_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX imports_unfinished ON imports (touched_at) WHERE finished_at IS NULL;
UPDATE imports SET touched_at = created_at;

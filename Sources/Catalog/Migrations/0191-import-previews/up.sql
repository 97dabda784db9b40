-- dry_run: the file was only looked at, and nothing of it is written. mapping is what people said of columns, as JSON;
-- encoding, separator (a byte) and lead_bytes are how the file is written, where that was looked at.
ALTER TABLE imports ADD COLUMN dry_run BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE imports ADD COLUMN format TEXT NOT NULL DEFAULT 'shopify';
ALTER TABLE imports ADD COLUMN mapping TEXT NOT NULL DEFAULT '{}';
ALTER TABLE imports ADD COLUMN encoding TEXT;
ALTER TABLE imports ADD COLUMN separator INTEGER;
ALTER TABLE imports ADD COLUMN lead_bytes BIGINT;
CREATE INDEX imports_dry ON imports (touched_at) WHERE dry_run = TRUE;
CREATE INDEX imports_dry_by_shop ON imports (shop_id) WHERE dry_run = TRUE;

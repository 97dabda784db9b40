-- ZIP files of what is kept about a person. The file lies sealed in the private folder under storage_key.
CREATE TABLE account_exports (
  id UUID PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  status TEXT NOT NULL CHECK (status IN ('queued', 'ready', 'failed')),
  storage_key TEXT NOT NULL,
  bytes BIGINT,
  created_at BIGINT NOT NULL,
  ready_at BIGINT,
  expires_at BIGINT NOT NULL
);
CREATE INDEX account_exports_by_account ON account_exports (account_id, id);
CREATE INDEX account_exports_by_expiry ON account_exports (expires_at);

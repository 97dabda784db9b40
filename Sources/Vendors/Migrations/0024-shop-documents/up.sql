-- Papers that prove who is behind a shop. The files lie sealed in the private store under object_key; their names
-- are sealed here, as they often hold a person's.
CREATE TABLE shop_documents (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  file_name BYTEA NOT NULL,
  content_type TEXT NOT NULL,
  byte_count BIGINT NOT NULL CHECK (byte_count > 0),
  object_key TEXT NOT NULL UNIQUE,
  uploaded_by UUID REFERENCES accounts (id),
  uploaded_at BIGINT NOT NULL,
  decided_by UUID REFERENCES accounts (id),
  decided_at BIGINT
);
CREATE INDEX shop_documents_by_shop ON shop_documents (shop_id, id);
CREATE INDEX shop_documents_by_uploader ON shop_documents (uploaded_by);
CREATE INDEX shop_documents_by_decider ON shop_documents (decided_by);

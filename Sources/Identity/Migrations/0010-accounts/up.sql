-- email is stored in lower case. An account that was closed keeps its row without personal data.
CREATE TABLE accounts (
  id UUID PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('customer', 'admin')),
  is_active BOOLEAN NOT NULL,
  blocked_reason TEXT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT
);
CREATE INDEX accounts_by_role ON accounts (role, id);
CREATE INDEX accounts_never_activated ON accounts (created_at) WHERE is_active = FALSE AND deleted_at IS NULL;

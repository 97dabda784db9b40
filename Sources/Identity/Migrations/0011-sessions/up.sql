-- One row is one sign-in on one device: a cookie, or an access token with its refresh token. Only hashes are stored.
CREATE TABLE sessions (
  id UUID PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('cookie', 'bearer')),
  token_hash BYTEA NOT NULL UNIQUE,
  refresh_hash BYTEA UNIQUE,
  token_expires_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  user_agent TEXT NOT NULL,
  client_address TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  last_seen_at BIGINT NOT NULL
);
CREATE INDEX sessions_by_account ON sessions (account_id, last_seen_at);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Refresh tokens that were already exchanged. One that comes back was stolen, and ends its session.
CREATE TABLE spent_refresh_tokens (
  refresh_hash BYTEA PRIMARY KEY,
  session_id UUID NOT NULL REFERENCES sessions (id) ON DELETE CASCADE
);
CREATE INDEX spent_refresh_tokens_by_session ON spent_refresh_tokens (session_id);

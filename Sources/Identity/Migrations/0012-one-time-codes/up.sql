-- A code that was mailed, for people to type, and a token, for the link in the same mail. name and password_hash are
-- what the sign-up that caused it asked for, so that the code in a mail activates that sign-up and no other.
CREATE TABLE one_time_codes (
  id UUID PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  purpose TEXT NOT NULL CHECK (purpose IN ('activation', 'password')),
  code_hash BYTEA NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE,
  attempts INTEGER NOT NULL,
  name TEXT,
  password_hash TEXT,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX one_time_codes_by_account ON one_time_codes (account_id, purpose, created_at);
CREATE INDEX one_time_codes_by_expiry ON one_time_codes (expires_at);

-- How often codes were asked for, by the hash of purpose and address, whether there is such an account or not.
CREATE TABLE code_requests (
  subject_hash BYTEA PRIMARY KEY,
  last_at BIGINT NOT NULL,
  window_started_at BIGINT NOT NULL,
  requests INTEGER NOT NULL
);
CREATE INDEX code_requests_by_time ON code_requests (last_at);

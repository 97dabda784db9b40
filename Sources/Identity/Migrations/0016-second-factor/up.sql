-- A secret shared with an app that makes codes by time. It is sealed by the vault, and counts once confirmed_at is set.
-- last_step is the latest thirty seconds whose code was used, so that no code works twice.
CREATE TABLE second_factors (
  account_id UUID PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  secret BYTEA NOT NULL,
  confirmed_at BIGINT,
  last_step BIGINT NOT NULL,
  failures INTEGER NOT NULL,
  blocked_until BIGINT NOT NULL,
  created_at BIGINT NOT NULL
);

-- Codes for the day when the app is lost. Only hashes are stored; a row goes when its code is used.
CREATE TABLE recovery_codes (
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  code_hash BYTEA NOT NULL,
  PRIMARY KEY (account_id, code_hash)
);

-- Sign-ins whose first step was right and whose code is still to come. proof_hash is of what the password was stored
-- as, so that a new password ends them.
CREATE TABLE pending_sign_ins (
  token_hash BYTEA PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  proof_hash BYTEA NOT NULL,
  auth_method TEXT NOT NULL CHECK (auth_method IN ('password', 'passkey', 'oidc')),
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
);
CREATE INDEX pending_sign_ins_by_account ON pending_sign_ins (account_id, created_at);
CREATE INDEX pending_sign_ins_by_expiry ON pending_sign_ins (expires_at);

-- When whoever holds a session last showed again who they are.
CREATE TABLE session_proofs (
  session_id UUID PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
  proved_at BIGINT NOT NULL
);

-- Public keys of WebAuthn credentials; public_key is COSE as the authenticator sent it.
CREATE TABLE passkeys (
  id UUID PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  credential_id BYTEA NOT NULL UNIQUE,
  public_key BYTEA NOT NULL,
  sign_count BIGINT NOT NULL,
  name TEXT NOT NULL,
  transports TEXT NOT NULL,
  may_be_backed_up BOOLEAN NOT NULL,
  is_backed_up BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  last_used_at BIGINT
);
CREATE INDEX passkeys_by_account ON passkeys (account_id, id);

-- Random texts that an authenticator is to sign, by their hash. Each is good once and for minutes.
CREATE TABLE passkey_challenges (
  challenge_hash BYTEA PRIMARY KEY,
  account_id UUID REFERENCES accounts (id) ON DELETE CASCADE,
  expires_at BIGINT NOT NULL
);
CREATE INDEX passkey_challenges_by_account ON passkey_challenges (account_id);
CREATE INDEX passkey_challenges_by_expiry ON passkey_challenges (expires_at);

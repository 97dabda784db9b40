-- When a second factor was shown in this session (NULL: not at all), and how it was begun.
ALTER TABLE sessions ADD COLUMN second_factor_at BIGINT;
ALTER TABLE sessions ADD COLUMN auth_method TEXT NOT NULL DEFAULT 'password'
  CHECK (auth_method IN ('password', 'passkey', 'oidc'));

-- Keys that sign access tokens. Every node signs with the newest that it can open and verifies with all of them.
-- public_jwk is in clear; private_key is sealed by the vault and NULL once the key does not sign any more.
CREATE TABLE signing_keys (
  kid TEXT PRIMARY KEY,
  public_jwk TEXT NOT NULL,
  private_key BYTEA,
  created_at BIGINT NOT NULL,
  signs_until BIGINT NOT NULL,
  verifies_until BIGINT NOT NULL
);
CREATE INDEX signing_keys_by_time ON signing_keys (created_at);
CREATE INDEX signing_keys_by_end ON signing_keys (verifies_until);

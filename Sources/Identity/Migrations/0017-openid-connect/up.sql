-- People as other sites know them. A subject means somebody only together with its issuer. admin_role is what that site
-- made the account here; a role that was given otherwise is not its business.
CREATE TABLE external_identities (
  id UUID PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  provider TEXT NOT NULL,
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  admin_role TEXT,
  linked_at BIGINT NOT NULL,
  last_used_at BIGINT NOT NULL,
  UNIQUE (issuer, subject)
);
CREATE UNIQUE INDEX external_identities_by_account ON external_identities (account_id, issuer);

-- Browsers that were sent to another site and may come back once, within minutes. Only hashes are stored; account_id is
-- whose account the other site's is to be linked with.
CREATE TABLE openid_requests (
  state_hash BYTEA PRIMARY KEY,
  browser_hash BYTEA NOT NULL,
  provider TEXT NOT NULL,
  next_path TEXT,
  account_id UUID REFERENCES accounts (id) ON DELETE CASCADE,
  expires_at BIGINT NOT NULL
);
CREATE INDEX openid_requests_by_expiry ON openid_requests (expires_at);
CREATE INDEX openid_requests_by_account ON openid_requests (account_id);

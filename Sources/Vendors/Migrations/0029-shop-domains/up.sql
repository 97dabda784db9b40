-- The host name that a shop claims; it shows the shop while verified_at is set. token is what the TXT record must
-- hold. missing_since is when a verified name's record was first found gone.
CREATE TABLE shop_domains (
  shop_id UUID PRIMARY KEY REFERENCES shops (id) ON DELETE CASCADE,
  host TEXT NOT NULL,
  token TEXT NOT NULL,
  verified_at BIGINT,
  checked_at BIGINT,
  missing_since BIGINT,
  created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX shop_domains_verified ON shop_domains (host) WHERE verified_at IS NOT NULL;
CREATE INDEX shop_domains_by_check ON shop_domains (checked_at) WHERE verified_at IS NOT NULL;

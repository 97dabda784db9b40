-- Invitations to work in a shop, one for an address; only a hash of the link's token is stored. One that was taken back
-- stays until it would have run out, so that taking back and inviting again sends no more mails.
CREATE TABLE staff_invitations (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  email TEXT NOT NULL,
  permissions TEXT NOT NULL,
  token_hash BYTEA NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  sent_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  revoked_at BIGINT,
  UNIQUE (shop_id, email)
);
CREATE INDEX staff_invitations_by_email ON staff_invitations (email);
CREATE INDEX staff_invitations_by_expiry ON staff_invitations (expires_at);

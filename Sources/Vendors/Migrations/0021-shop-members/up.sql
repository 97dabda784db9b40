-- What others than the owner may do in a shop: permissions is a list of words with a comma between them.
CREATE TABLE shop_members (
  shop_id UUID NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  permissions TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (shop_id, account_id)
);
CREATE INDEX shop_members_by_account ON shop_members (account_id);

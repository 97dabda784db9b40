-- shops.follower_count is the number of a shop's rows here; both change in one transaction.
CREATE TABLE shop_followers (
  shop_id UUID NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (shop_id, account_id)
);
CREATE INDEX shop_followers_by_account ON shop_followers (account_id, created_at DESC, shop_id);

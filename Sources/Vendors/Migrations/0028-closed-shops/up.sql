-- A closed shop can be restored to closed_from until its purge begins; purged_at is when nothing was left of it but
-- what the books need.
ALTER TABLE shops ADD COLUMN closed_from TEXT;
ALTER TABLE shops ADD COLUMN purge_began_at BIGINT;
ALTER TABLE shops ADD COLUMN purged_at BIGINT;
CREATE INDEX shops_closed ON shops (deleted_at) WHERE deleted_at IS NOT NULL;
-- Addresses that can't sign up any more, as keyed hashes: nobody reads them out of a copy of the table.
CREATE TABLE barred_addresses (
  hash BYTEA PRIMARY KEY,
  shop_id UUID NOT NULL REFERENCES shops (id),
  created_at BIGINT NOT NULL
);
CREATE INDEX barred_addresses_by_time ON barred_addresses (created_at DESC, hash);
CREATE INDEX barred_addresses_by_shop ON barred_addresses (shop_id);
-- The key of those hashes, sealed. One row.
CREATE TABLE barred_address_keys (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  sealed BYTEA NOT NULL,
  created_at BIGINT NOT NULL
);

-- The first of the carts that one browser filled without an account, so that what comes back from a checkout finds the
-- cart that was filled meanwhile. NULL for the carts of accounts and of programs.
ALTER TABLE carts ADD COLUMN family_id UUID;
CREATE INDEX carts_by_family ON carts (family_id, status, updated_at) WHERE family_id IS NOT NULL;

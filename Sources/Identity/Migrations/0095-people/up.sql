-- When an account was banned; the reason is in blocked_reason.
ALTER TABLE accounts ADD COLUMN blocked_at BIGINT;

-- For the list of people, newest first, by what is rare.
CREATE INDEX accounts_banned ON accounts (id) WHERE blocked_reason IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX accounts_inactive ON accounts (id) WHERE is_active = FALSE AND deleted_at IS NULL;
CREATE INDEX accounts_by_admin_role ON accounts (admin_role, id) WHERE admin_role IS NOT NULL;

-- What an administrator is there for; everybody else has none.
ALTER TABLE accounts ADD COLUMN admin_role TEXT
  CHECK (admin_role IN ('superadmin', 'support', 'finance', 'moderator'));
UPDATE accounts SET admin_role = 'superadmin' WHERE role = 'admin';

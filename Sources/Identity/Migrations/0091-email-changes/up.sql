-- New addresses that people asked for. A row without new_email answers as any other, but its code was never mailed: the
-- address is somebody's already. Once confirmed, old_email stays so that what was written to it can be found, and
-- undo_hash lets the old mailbox take the change back until undo_until.
CREATE TABLE email_changes (
  id UUID PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  old_email TEXT NOT NULL,
  new_email TEXT,
  code_hash BYTEA,
  token_hash BYTEA UNIQUE,
  undo_hash BYTEA UNIQUE,
  attempts INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  expires_at BIGINT NOT NULL,
  confirmed_at BIGINT,
  undo_until BIGINT
);
CREATE INDEX email_changes_by_account ON email_changes (account_id, created_at);
CREATE INDEX email_changes_waiting ON email_changes (expires_at) WHERE confirmed_at IS NULL;

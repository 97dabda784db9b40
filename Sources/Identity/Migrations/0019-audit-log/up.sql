-- What vendors and admins did. Rows are only ever added; each holds the hash of the one before it.
CREATE TABLE audit_log (
  sequence BIGINT PRIMARY KEY,
  id UUID NOT NULL UNIQUE,
  at BIGINT NOT NULL,
  account_id UUID,
  role TEXT NOT NULL,
  shop_id UUID,
  action TEXT NOT NULL,
  target TEXT NOT NULL,
  request_id TEXT,
  erased TEXT,
  commitment BYTEA NOT NULL,
  previous_hash BYTEA NOT NULL,
  hash BYTEA NOT NULL
);
CREATE INDEX audit_log_account ON audit_log (account_id, sequence);
CREATE INDEX audit_log_shop ON audit_log (shop_id, sequence);
CREATE INDEX audit_log_target ON audit_log (target, sequence);
CREATE INDEX audit_log_action ON audit_log (action, sequence);
CREATE INDEX audit_log_request ON audit_log (request_id);
CREATE INDEX audit_log_at ON audit_log (at);
CREATE INDEX audit_log_erased ON audit_log (sequence) WHERE erased IS NOT NULL;

-- What a row says about people. It can be erased: the row itself only holds a salted commitment to it.
CREATE TABLE audit_details (
  sequence BIGINT PRIMARY KEY,
  salt BYTEA NOT NULL,
  client TEXT,
  details TEXT
);

-- The newest row, so that rows missing at the end are noticed. Locked by whoever adds rows, as the last thing.
CREATE TABLE audit_head (
  id INTEGER PRIMARY KEY,
  sequence BIGINT NOT NULL,
  hash BYTEA NOT NULL
);

-- Up to where the log was found whole, and when.
CREATE TABLE audit_checkpoints (
  sequence BIGINT PRIMARY KEY,
  hash BYTEA NOT NULL,
  checked_at BIGINT NOT NULL
);

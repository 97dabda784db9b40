-- Accounts that were closed and what was done with their data: entries is a JSON list without anything personal.
-- sealed_traces are the texts that queues and files are searched for, until that is done.
CREATE TABLE erasures (
  id UUID PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id),
  requested_by UUID REFERENCES accounts (id),
  token_hash BYTEA NOT NULL UNIQUE,
  entries TEXT NOT NULL,
  sealed_traces BYTEA,
  requested_at BIGINT NOT NULL,
  finished_at BIGINT
);
CREATE INDEX erasures_by_account ON erasures (account_id);
CREATE INDEX erasures_by_requester ON erasures (requested_by);
CREATE INDEX erasures_by_time ON erasures (requested_at);

-- Events, written by the transaction that causes them and handed to their consumers afterwards.
CREATE TABLE outbox (
  id UUID PRIMARY KEY,
  name TEXT NOT NULL,
  subject TEXT NOT NULL,
  payload TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  dispatched_at BIGINT
);
CREATE INDEX outbox_waiting ON outbox (created_at, id) WHERE dispatched_at IS NULL;
CREATE INDEX outbox_dispatched ON outbox (dispatched_at) WHERE dispatched_at IS NOT NULL;

-- Who listens to what, over all nodes: a node that mounts few services still serves the consumers of the others.
CREATE TABLE outbox_consumers (
  event TEXT NOT NULL,
  consumer TEXT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (event, consumer)
);

CREATE TABLE jobs (
  id UUID PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  dedupe_key TEXT,
  run_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  locked_until BIGINT NOT NULL DEFAULT 0,
  locked_by UUID,
  last_error TEXT,
  created_at BIGINT NOT NULL,
  UNIQUE (kind, dedupe_key)
);
CREATE INDEX jobs_due ON jobs (run_at, id);

-- Jobs that kept failing; a person decides.
CREATE TABLE dead_jobs (
  id UUID PRIMARY KEY,
  kind TEXT NOT NULL,
  payload TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  error TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  died_at BIGINT NOT NULL
);
CREATE INDEX dead_jobs_recent ON dead_jobs (died_at, id);

CREATE TABLE recurring_jobs (
  kind TEXT PRIMARY KEY,
  next_at BIGINT NOT NULL
);

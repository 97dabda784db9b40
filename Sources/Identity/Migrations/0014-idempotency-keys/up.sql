-- What a request with an Idempotency-Key was answered. A row without status is a request that still runs, or one whose
-- program died; started_at tells which.
CREATE TABLE idempotency_keys (
  scope TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status INTEGER,
  content_type TEXT,
  location TEXT,
  body BYTEA,
  started_at BIGINT NOT NULL,
  PRIMARY KEY (scope, idempotency_key)
);
CREATE INDEX idempotency_keys_by_time ON idempotency_keys (started_at);

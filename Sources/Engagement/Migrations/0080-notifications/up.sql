-- What was told to whom: a key is written in the transaction that queues the mail, so nothing is told twice.
CREATE TABLE notifications_sent (
  key TEXT PRIMARY KEY,
  at BIGINT NOT NULL
);

CREATE INDEX notifications_sent_at ON notifications_sent (at);

-- Who holds goods without having paid for them: an account's id, or the keyed hash of a guest's connection. It stands
-- there while the checkout waits for its payment, and a day for orders that are paid at the door.
ALTER TABLE checkouts ADD COLUMN client BYTEA;
CREATE INDEX checkouts_by_client ON checkouts (client, created_at) WHERE client IS NOT NULL;

-- One row per client that has checked out in the last day. Whoever places a checkout locks it, so that a client's
-- requests are counted one after the other, and nobody else's wait.
CREATE TABLE reservation_clients (
  client BYTEA PRIMARY KEY,
  -- Checkouts that ended without payment since one was paid, and when the last of them did.
  misses BIGINT NOT NULL CHECK (misses >= 0),
  missed_at BIGINT NOT NULL,
  -- To the hour, so that the index rarely changes.
  seen_at BIGINT NOT NULL
);

CREATE INDEX reservation_clients_to_forget ON reservation_clients (seen_at);

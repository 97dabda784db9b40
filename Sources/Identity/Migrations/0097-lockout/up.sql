-- Wrong passwords and codes, by the hash of what they are counted for: an address and a network, an address alone, a
-- network alone. Whether there is such an account does not matter.
CREATE TABLE failed_attempts (
  subject_hash BYTEA PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at BIGINT NOT NULL,
  blocked_until BIGINT NOT NULL
);
CREATE INDEX failed_attempts_by_time ON failed_attempts (last_at);

-- Where an account has signed in before, by the hash of the account with a browser's token or with a network.
CREATE TABLE known_devices (
  device_hash BYTEA PRIMARY KEY,
  account_id UUID NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
  last_used_at BIGINT NOT NULL
);
CREATE INDEX known_devices_by_account ON known_devices (account_id, last_used_at);
CREATE INDEX known_devices_by_time ON known_devices (last_used_at);

-- A row is now written by the transaction that makes the effect: with the answer, or, where the request goes on after it,
-- with what it has begun. Until now it was written before and completed afterwards.
ALTER TABLE idempotency_keys ADD COLUMN subject TEXT;

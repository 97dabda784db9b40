-- What opens a guest's checkout; NULL where an account does, and for those from before, whose time is over.
ALTER TABLE checkouts ADD COLUMN access_key TEXT;
-- An account's orders that wait for their payment, which its cart shows.
CREATE INDEX checkouts_waiting ON checkouts (account_id) WHERE status = 'awaitingPayment';

-- Checkouts that nobody paid, whose personal data is soon too old to be kept.
CREATE INDEX checkouts_given_up ON checkouts (created_at) WHERE status IN ('expired', 'cancelled');

-- Lists of payouts by their amount, within their currency, and by when they were asked for.
CREATE INDEX payouts_by_amount ON payouts (currency, amount, id);
CREATE INDEX payouts_by_time ON payouts (requested_at, id);

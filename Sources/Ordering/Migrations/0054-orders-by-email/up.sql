-- What was ordered without signing in is found by its address, when its person wants it forgotten or exported.
CREATE INDEX orders_by_email ON orders (email);
CREATE INDEX checkouts_by_email ON checkouts (email);
-- Orders whose personal data is too old to be kept.
CREATE INDEX orders_by_age ON orders (placed_at);

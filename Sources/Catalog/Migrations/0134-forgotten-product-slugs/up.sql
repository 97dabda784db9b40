-- Addresses of products that are gone for good, so that no other product gets an old link. Titles may be about people,
-- and whoever is forgotten takes the shop along, so only a keyed hash tells that an address is taken.
CREATE TABLE forgotten_product_slugs (
  hash BYTEA PRIMARY KEY,
  created_at BIGINT NOT NULL
);

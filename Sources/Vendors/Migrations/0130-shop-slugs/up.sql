-- Every address that a shop has or had, so that old links lead to it and nobody else takes one over.
CREATE TABLE shop_slugs (
  slug TEXT PRIMARY KEY,
  shop_id UUID NOT NULL REFERENCES shops (id),
  created_at BIGINT NOT NULL
);
CREATE INDEX shop_slugs_by_shop ON shop_slugs (shop_id);

INSERT INTO shop_slugs (slug, shop_id, created_at) SELECT slug, id, created_at FROM shops;

-- Addresses of people who are forgotten: only a keyed hash tells that they are taken.
CREATE TABLE forgotten_shop_slugs (
  hash BYTEA PRIMARY KEY,
  created_at BIGINT NOT NULL
);

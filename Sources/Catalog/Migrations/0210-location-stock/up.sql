-- What of a variant lies at locations other than the main one; elsewhere is the sum of it, kept in the variant's own row, so
-- that a sale sees without a statement more whether there is anything to choose. on_hand - owed - elsewhere lies at the main
-- location. Whoever writes here has the variant's row locked.
CREATE TABLE location_stock (
  location_id UUID NOT NULL REFERENCES stock_locations (id) ON DELETE CASCADE,
  variant_id UUID NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  PRIMARY KEY (location_id, variant_id)
);
CREATE INDEX location_stock_of_variant ON location_stock (variant_id);
ALTER TABLE variants ADD COLUMN elsewhere BIGINT NOT NULL DEFAULT 0;

-- What a vendor changed in many products at once, so that it can be taken back for a day: changes is JSON with the values
-- before and after.
CREATE TABLE bulk_edits (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL REFERENCES shops (id),
  changes TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  undone_at BIGINT
);
CREATE INDEX bulk_edits_by_shop ON bulk_edits (shop_id, created_at);
CREATE INDEX bulk_edits_by_age ON bulk_edits (created_at);

-- Where a shop keeps its goods. A shop without rows keeps them in one place, as if there were none of this. The main location
-- is the first that was made: it holds whatever lies at no other one, so making it writes nothing but its own row.
CREATE TABLE stock_locations (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL,
  name TEXT NOT NULL,
  address TEXT,
  position BIGINT NOT NULL,
  is_main BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL,
  deactivated_at BIGINT
);
CREATE INDEX stock_locations_of_shop ON stock_locations (shop_id, position, id);
CREATE UNIQUE INDEX stock_locations_main ON stock_locations (shop_id) WHERE is_main = TRUE;

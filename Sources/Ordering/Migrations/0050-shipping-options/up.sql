-- Ways in which a shop delivers. A shop without rows has the built-in free standard delivery.
CREATE TABLE shipping_options (
  shop_id UUID NOT NULL REFERENCES shops(id) ON DELETE CASCADE,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  price BIGINT NOT NULL CHECK (price >= 0),
  free_from BIGINT CHECK (free_from >= 0),
  -- ISO 3166 codes with commas between; empty means everywhere.
  countries TEXT NOT NULL,
  min_days BIGINT NOT NULL CHECK (min_days >= 0),
  max_days BIGINT NOT NULL CHECK (max_days >= min_days),
  position BIGINT NOT NULL,
  PRIMARY KEY (shop_id, id)
);

-- Goods on their way from one location of a shop to another. What was sent and neither came nor was given up is on the way,
-- and lies nowhere: quantity - received - missing.
CREATE TABLE stock_transfers (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL,
  source_id UUID NOT NULL REFERENCES stock_locations (id) ON DELETE CASCADE,
  target_id UUID NOT NULL REFERENCES stock_locations (id) ON DELETE CASCADE,
  account_id UUID,
  status TEXT NOT NULL,
  note TEXT,
  created_at BIGINT NOT NULL,
  sent_at BIGINT,
  ended_at BIGINT
);
CREATE INDEX stock_transfers_of_shop ON stock_transfers (shop_id, id);
CREATE INDEX stock_transfers_from ON stock_transfers (source_id, status);
CREATE INDEX stock_transfers_to ON stock_transfers (target_id, status);
CREATE TABLE stock_transfer_lines (
  transfer_id UUID NOT NULL REFERENCES stock_transfers (id) ON DELETE CASCADE,
  variant_id UUID NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
  quantity BIGINT NOT NULL CHECK (quantity > 0),
  received BIGINT NOT NULL DEFAULT 0,
  missing BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (transfer_id, variant_id),
  CHECK (received >= 0 AND missing >= 0 AND received + missing <= quantity)
);
CREATE INDEX stock_transfer_lines_of_variant ON stock_transfer_lines (variant_id);

-- A stocktake: what lay in a shop by its records when it began, and what was counted.
CREATE TABLE stock_counts (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL,
  account_id UUID,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at BIGINT
);
CREATE INDEX stock_counts_of_shop ON stock_counts (shop_id, id);
-- expected is on_hand - owed at the start, since the last movement before it: what moved later has higher ids. booked is
-- the difference that was applied.
CREATE TABLE stock_count_lines (
  count_id UUID NOT NULL REFERENCES stock_counts (id) ON DELETE CASCADE,
  variant_id UUID NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
  expected BIGINT NOT NULL,
  since BIGINT NOT NULL,
  counted BIGINT,
  booked BIGINT,
  PRIMARY KEY (count_id, variant_id)
);
CREATE INDEX stock_count_lines_of_variant ON stock_count_lines (variant_id);

-- Every change of what lies in a shop, written in the transaction of the change and never altered. delta is the change of
-- on_hand - owed of the variant, balance what that was after it, so the deltas of a variant sum to its last balance.
-- Reservations move nothing. A variant that is older than this table gets its 'opening' together with its first movement,
-- so nothing is copied here. The rows of a variant have their ids in the order of their commits, as its row is locked.
CREATE TABLE stock_movements (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  variant_id UUID NOT NULL REFERENCES variants (id) ON DELETE CASCADE,
  shop_id UUID NOT NULL,
  delta BIGINT NOT NULL,
  balance BIGINT NOT NULL,
  reason TEXT NOT NULL,
  account_id UUID,
  order_id UUID,
  import_id UUID,
  count_id UUID,
  note TEXT,
  created_at BIGINT NOT NULL
);
CREATE INDEX stock_movements_of_variant ON stock_movements (variant_id, id);
CREATE INDEX stock_movements_of_shop ON stock_movements (shop_id, created_at, id);
-- Sales are most of them; what is looked for by its reason is the rest.
CREATE INDEX stock_movements_by_reason ON stock_movements (shop_id, reason, created_at, id) WHERE reason <> 'sale';

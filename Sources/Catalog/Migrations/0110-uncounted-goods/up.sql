-- Goods that nobody counts (tracks_stock FALSE) and goods that sell on when none is left (sells_on TRUE) can be bought
-- without end. What is promised of them beyond what lay in the shop stands in owed and in on_hand alike, so that
-- on_hand >= reserved + allocated holds for every variant; the stock that people see is
-- on_hand - reserved - allocated - owed.
ALTER TABLE variants ADD COLUMN tracks_stock BOOLEAN NOT NULL DEFAULT TRUE;
ALTER TABLE variants ADD COLUMN sells_on BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE variants ADD COLUMN owed BIGINT NOT NULL DEFAULT 0 CHECK (owed >= 0);

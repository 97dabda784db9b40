-- Where goods moved, in a shop with locations, and for which transfer. An order's goods go back to where they came from, so
-- that is found by the order.
ALTER TABLE stock_movements ADD COLUMN location_id UUID;
ALTER TABLE stock_movements ADD COLUMN transfer_id UUID;
CREATE INDEX stock_movements_of_order ON stock_movements (order_id) WHERE location_id IS NOT NULL AND order_id IS NOT NULL;
CREATE INDEX stock_movements_of_location ON stock_movements (location_id, created_at, id) WHERE location_id IS NOT NULL;
-- Where a stocktake counts; nothing in a shop without locations.
ALTER TABLE stock_counts ADD COLUMN location_id UUID;

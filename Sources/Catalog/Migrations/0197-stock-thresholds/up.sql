-- From how many pieces on a variant counts as running low; NULL stands for the threshold of its shop.
ALTER TABLE variants ADD COLUMN low_stock_threshold INTEGER;
-- The list of what lies in a shop goes by it, page after page.
CREATE INDEX variants_of_shop ON variants (shop_id, id);

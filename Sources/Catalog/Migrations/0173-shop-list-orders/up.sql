-- The orders of a vendor's own list.
CREATE INDEX products_by_shop_title ON products (shop_id, title, id);
CREATE INDEX products_by_shop_price ON products (shop_id, price, id);
CREATE INDEX products_by_shop_change ON products (shop_id, updated_at, id);

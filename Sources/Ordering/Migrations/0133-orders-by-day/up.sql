-- Sales and refunds of a day, of one shop and of all; `orders_by_age` has the sales of all.
CREATE INDEX orders_by_shop_placed ON orders (shop_id, placed_at);
CREATE INDEX orders_by_shop_refunded ON orders (shop_id, refunded_at) WHERE refunded_at IS NOT NULL;
CREATE INDEX orders_by_refunded ON orders (refunded_at) WHERE refunded_at IS NOT NULL;

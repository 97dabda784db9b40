-- Lists of orders by what they are worth, within their currency.
CREATE INDEX orders_by_shop_total ON orders (shop_id, currency, total, id);
CREATE INDEX orders_by_total ON orders (currency, total, id);

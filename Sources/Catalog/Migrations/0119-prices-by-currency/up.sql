-- Prices are put in order within one currency.
DROP INDEX products_by_price;
CREATE INDEX products_by_price ON products (currency, price, id) WHERE is_listed = TRUE;

-- Prices are put in order and counted within one currency.
DROP INDEX products_by_price;
CREATE INDEX products_by_price ON products (currency, price, id) WHERE is_listed = TRUE;
DROP INDEX products_for_counts;
CREATE INDEX products_for_counts ON products
  (category_id, shop_id, brand, currency, price, rating_score, in_stock, is_listed) WHERE is_listed = TRUE;

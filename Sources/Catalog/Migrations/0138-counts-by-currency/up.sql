DROP INDEX products_for_counts;
-- Everything that listings count, so that counting reads no row; the currency, too, within which prices are. is_listed
-- stands in it for SQLite's sake.
CREATE INDEX products_for_counts ON products
  (category_id, shop_id, brand, currency, price, price_max, rating_score, in_stock, is_listed) WHERE is_listed = TRUE;

-- Filters, counts and orders of listings are answered from memory; these led to nothing else.
DROP INDEX products_for_counts;
DROP INDEX products_by_price;
DROP INDEX products_by_sold;
DROP INDEX products_by_rating;
DROP INDEX variants_for_listings;

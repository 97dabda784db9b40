-- What orders alone move, as pieces that are sold, or the last one, is told apart from what vendors change: it brings
-- nothing into lists.
DROP TRIGGER products_changed;
CREATE TRIGGER products_changed AFTER UPDATE OF shop_id, category_id, slug, title, status, is_listed, currency,
  price, price_max, compare_at_price, image_key, image_width, image_height, image_alt, rating_sum, rating_count,
  rating_score, listed_at, updated_at, deleted_at, brand, tags, options ON products BEGIN
  INSERT INTO catalog_changes (kind, subject) VALUES ('product', NEW.id);
END;
CREATE TRIGGER products_returned AFTER UPDATE OF in_stock ON products WHEN NEW.in_stock AND NOT OLD.in_stock BEGIN
  INSERT INTO catalog_changes (kind, subject) VALUES ('product', NEW.id);
END;
CREATE TRIGGER products_moved AFTER UPDATE OF in_stock, sold ON products
WHEN (OLD.in_stock AND NOT NEW.in_stock) OR OLD.sold <> NEW.sold BEGIN
  INSERT INTO catalog_changes (kind, subject) VALUES ('stock', NEW.id);
END;
DROP TRIGGER variants_changed;
CREATE TRIGGER variants_changed AFTER UPDATE OF tracks_stock, sells_on, price, compare_at_price, deleted_at ON variants
WHEN OLD.price <> NEW.price OR OLD.compare_at_price IS NOT NEW.compare_at_price OR OLD.deleted_at IS NOT NEW.deleted_at
  OR OLD.tracks_stock <> NEW.tracks_stock OR OLD.sells_on <> NEW.sells_on
BEGIN
  INSERT INTO catalog_changes (kind, subject) VALUES ('product', NEW.product_id);
END;
-- An order moves stock without a note as long as there is some left.
CREATE TRIGGER variants_returned AFTER UPDATE OF on_hand, reserved, allocated ON variants
WHEN OLD.tracks_stock AND NOT OLD.sells_on AND OLD.on_hand - OLD.reserved - OLD.allocated <= 0
  AND (NOT NEW.tracks_stock OR NEW.sells_on OR NEW.on_hand - NEW.reserved - NEW.allocated > 0)
BEGIN
  INSERT INTO catalog_changes (kind, subject) VALUES ('product', NEW.product_id);
END;
CREATE TRIGGER variants_moved AFTER UPDATE OF on_hand, reserved, allocated ON variants
WHEN NEW.tracks_stock AND NOT NEW.sells_on AND NEW.on_hand - NEW.reserved - NEW.allocated <= 0
  AND (NOT OLD.tracks_stock OR OLD.sells_on OR OLD.on_hand - OLD.reserved - OLD.allocated > 0)
BEGIN
  INSERT INTO catalog_changes (kind, subject) VALUES ('stock', NEW.product_id);
END;

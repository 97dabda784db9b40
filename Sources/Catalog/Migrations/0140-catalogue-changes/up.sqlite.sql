-- What changed in the catalogue, for nodes that keep something of it in memory. Rows live for an hour. There is one
-- writer, so ids are given in the order of the commits.
CREATE TABLE catalog_changes (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  subject UUID,
  created_at BIGINT NOT NULL DEFAULT (CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER))
);
-- The last change that was deleted: who has not come further has missed some.
CREATE TABLE catalog_changes_purged (
  id INTEGER PRIMARY KEY,
  reached BIGINT NOT NULL
);
INSERT INTO catalog_changes_purged (id, reached) VALUES (1, 0);

-- Whoever writes a product's texts, pictures, variants or facets sets updated_at.
CREATE TRIGGER products_changed AFTER UPDATE OF shop_id, category_id, slug, title, status, is_listed, in_stock, currency,
  price, price_max, compare_at_price, image_key, image_width, image_height, image_alt, rating_sum, rating_count,
  rating_score, sold, listed_at, updated_at, deleted_at, brand, tags, options ON products BEGIN
  INSERT INTO catalog_changes (kind, subject) VALUES ('product', NEW.id);
END;
-- What nobody sees yet is in nobody's memory.
CREATE TRIGGER products_added AFTER INSERT ON products WHEN NEW.is_listed BEGIN
  INSERT INTO catalog_changes (kind, subject) VALUES ('product', NEW.id);
END;
CREATE TRIGGER products_removed AFTER DELETE ON products WHEN OLD.is_listed BEGIN
  INSERT INTO catalog_changes (kind, subject) VALUES ('product', OLD.id);
END;
-- An order moves stock without a note as long as there is some left.
CREATE TRIGGER variants_changed AFTER UPDATE OF on_hand, reserved, allocated, tracks_stock, sells_on, price,
  compare_at_price, deleted_at ON variants
WHEN OLD.price <> NEW.price OR OLD.compare_at_price IS NOT NEW.compare_at_price OR OLD.deleted_at IS NOT NEW.deleted_at
  OR (NOT OLD.tracks_stock OR OLD.sells_on OR OLD.on_hand - OLD.reserved - OLD.allocated > 0)
    <> (NOT NEW.tracks_stock OR NEW.sells_on OR NEW.on_hand - NEW.reserved - NEW.allocated > 0)
BEGIN
  INSERT INTO catalog_changes (kind, subject) VALUES ('product', NEW.product_id);
END;
CREATE TRIGGER categories_added AFTER INSERT ON categories BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('categories');
END;
CREATE TRIGGER categories_changed AFTER UPDATE ON categories BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('categories');
END;
CREATE TRIGGER categories_removed AFTER DELETE ON categories BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('categories');
END;
CREATE TRIGGER site_settings_added AFTER INSERT ON site_settings BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('site');
END;
CREATE TRIGGER site_settings_changed AFTER UPDATE ON site_settings BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('site');
END;
CREATE TRIGGER site_settings_removed AFTER DELETE ON site_settings BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('site');
END;

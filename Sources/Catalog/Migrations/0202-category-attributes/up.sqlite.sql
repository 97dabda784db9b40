CREATE TRIGGER category_attributes_added AFTER INSERT ON category_attributes BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('categories');
END;
CREATE TRIGGER category_attributes_changed AFTER UPDATE ON category_attributes BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('categories');
END;
CREATE TRIGGER category_attributes_removed AFTER DELETE ON category_attributes BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('categories');
END;

CREATE TRIGGER markets_added AFTER INSERT ON markets BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('site');
END;
CREATE TRIGGER markets_changed AFTER UPDATE ON markets BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('site');
END;
CREATE TRIGGER markets_removed AFTER DELETE ON markets BEGIN
  INSERT INTO catalog_changes (kind) VALUES ('site');
END;

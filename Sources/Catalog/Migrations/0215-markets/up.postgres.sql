CREATE TRIGGER markets_changed AFTER INSERT OR UPDATE OR DELETE ON markets FOR EACH ROW
  EXECUTE FUNCTION catalog_note_kind('site');

CREATE TRIGGER category_attributes_changed AFTER INSERT OR UPDATE OR DELETE ON category_attributes FOR EACH ROW
  EXECUTE FUNCTION catalog_note_kind('categories');

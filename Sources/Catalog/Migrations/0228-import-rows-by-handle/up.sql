-- Whether a file brought a product is found without reading all its rows. A name in a file may be of any length, an entry of
-- an index may not.
CREATE INDEX import_rows_by_handle ON import_rows (import_id, SUBSTR(LOWER(handle), 1, 100));

-- What was asked for by the form of an edit, whose key is the id, so that the same form is carried out once; and how many
-- products stayed as they were when it was taken back.
ALTER TABLE bulk_edits ADD COLUMN asked TEXT NOT NULL DEFAULT '';
ALTER TABLE bulk_edits ADD COLUMN kept INTEGER;

-- Orders are never deleted, and words are written of orders that are locked; to look the order up for each of its words
-- took as long as to write it.
ALTER TABLE order_words DROP CONSTRAINT order_words_subject_id_fkey;

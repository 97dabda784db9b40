-- The tag of the language that the buyer read when they ordered, in which mails about the order are written; NULL for
-- orders from before.
ALTER TABLE checkouts ADD COLUMN language TEXT;

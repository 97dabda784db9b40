-- Opening hours, links, contacts, further policies and what the vendor is told about, as one JSON object; what is
-- absent is empty.
ALTER TABLE shops ADD COLUMN profile TEXT NOT NULL DEFAULT '{}';

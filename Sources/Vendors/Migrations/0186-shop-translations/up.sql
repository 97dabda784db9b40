-- A shop's description and rules in other languages, as JSON.
ALTER TABLE shops ADD COLUMN translations TEXT NOT NULL DEFAULT '{}';

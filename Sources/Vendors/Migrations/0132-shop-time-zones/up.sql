-- The IANA name of the time zone whose days a shop counts by; NULL for that of its country.
ALTER TABLE shops ADD COLUMN time_zone TEXT;

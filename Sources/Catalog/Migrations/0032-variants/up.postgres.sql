-- Room in every page, so that moving stock rewrites a row in place.
ALTER TABLE variants SET (fillfactor = 80);

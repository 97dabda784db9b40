-- The home page: one row at most; without it the sections of a new marketplace hold. draft, published and former are
-- sections as JSON; notes tell in which version of the draft what became of it; publication counts publications.
CREATE TABLE home_page (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  draft TEXT NOT NULL,
  version BIGINT NOT NULL,
  notes TEXT NOT NULL,
  published TEXT NOT NULL,
  former TEXT,
  publication BIGINT NOT NULL,
  published_at BIGINT,
  updated_at BIGINT NOT NULL
);
-- Pictures that were uploaded for banners of the home page.
CREATE TABLE home_pictures (
  storage_key TEXT PRIMARY KEY,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  uploaded_at BIGINT NOT NULL
);
CREATE INDEX home_pictures_by_time ON home_pictures (uploaded_at);
INSERT INTO home_pictures (storage_key, width, height, uploaded_at)
SELECT banner_key, banner_width, banner_height, updated_at FROM site_settings WHERE banner_key IS NOT NULL;

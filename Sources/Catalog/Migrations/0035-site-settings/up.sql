-- One row at most; without it the defaults hold.
CREATE TABLE site_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  name TEXT NOT NULL,
  tagline TEXT NOT NULL,
  logo_key TEXT,
  banner_key TEXT,
  banner_width INTEGER NOT NULL,
  banner_height INTEGER NOT NULL,
  banner_title TEXT NOT NULL,
  banner_text TEXT NOT NULL,
  banner_link TEXT NOT NULL,
  version BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);

-- The banner is a section of the home page.
ALTER TABLE site_settings DROP COLUMN banner_key;
ALTER TABLE site_settings DROP COLUMN banner_width;
ALTER TABLE site_settings DROP COLUMN banner_height;
ALTER TABLE site_settings DROP COLUMN banner_title;
ALTER TABLE site_settings DROP COLUMN banner_text;
ALTER TABLE site_settings DROP COLUMN banner_link;

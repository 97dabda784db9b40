-- The usual sections with the banner that there was.
INSERT INTO home_page (id, draft, version, notes, published, publication, updated_at)
SELECT 1, page, 0, '{"addedIn":{},"changedIn":{},"orderedIn":0,"removed":[]}', page, 0, updated_at FROM (
  SELECT CAST(json_build_object('banner', json_build_object(
    'heading', json_build_object('text', banner_title, 'translations', json_build_object()),
    'text', json_build_object('text', banner_text, 'translations', json_build_object()),
    'button', json_build_object('text', '', 'translations', json_build_object()),
    'link', banner_link,
    'picture', CASE WHEN banner_key IS NULL THEN NULL
      ELSE json_build_object('key', banner_key, 'width', banner_width, 'height', banner_height) END)) AS TEXT) AS page,
    updated_at
  FROM site_settings) pages;

-- The usual sections with the banner that there was.
INSERT INTO home_page (id, draft, version, notes, published, publication, updated_at)
SELECT 1, page, 0, '{"addedIn":{},"changedIn":{},"orderedIn":0,"removed":[]}', page, 0, updated_at FROM (
  SELECT json_object('banner', json_object(
    'heading', json_object('text', banner_title, 'translations', json('{}')),
    'text', json_object('text', banner_text, 'translations', json('{}')),
    'button', json_object('text', '', 'translations', json('{}')),
    'link', banner_link,
    'picture', json(CASE WHEN banner_key IS NULL THEN 'null'
      ELSE json_object('key', banner_key, 'width', banner_width, 'height', banner_height) END))) AS page, updated_at
  FROM site_settings);

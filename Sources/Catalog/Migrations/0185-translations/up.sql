-- What products are called and how they are described in other languages. NULL is told as it was written.
CREATE TABLE product_translations (
  product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  language TEXT NOT NULL,
  title TEXT,
  description TEXT,
  seo_title TEXT,
  seo_description TEXT,
  PRIMARY KEY (product_id, language)
);
-- What stands above a category's goods; and name and description in other languages, as JSON.
ALTER TABLE categories ADD COLUMN description TEXT NOT NULL DEFAULT '';
ALTER TABLE categories ADD COLUMN translations TEXT NOT NULL DEFAULT '{}';

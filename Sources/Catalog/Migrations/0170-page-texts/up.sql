-- What search engines and previews show of a product's page. NULL is the title and the beginning of the description.
ALTER TABLE product_texts ADD COLUMN seo_title TEXT;
ALTER TABLE product_texts ADD COLUMN seo_description TEXT;

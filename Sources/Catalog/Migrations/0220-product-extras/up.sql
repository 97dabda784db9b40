-- What a product says besides: the address of a video, for how many months and how it is guaranteed, and whether it can be
-- paid at the door. Where its description was written as Markdown, markdown is what was typed and description the HTML
-- that was made of it.
ALTER TABLE product_texts ADD COLUMN markdown TEXT;
ALTER TABLE product_texts ADD COLUMN video TEXT;
ALTER TABLE product_texts ADD COLUMN warranty_months INTEGER;
ALTER TABLE product_texts ADD COLUMN warranty_text TEXT;
ALTER TABLE product_translations ADD COLUMN warranty_text TEXT;
ALTER TABLE products ADD COLUMN takes_cash BOOLEAN NOT NULL DEFAULT TRUE;

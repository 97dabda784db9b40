-- What products of a category, and of those below it, can say: its name, its kind, and for a number its unit. choices is
-- a list with control characters between its items. slug is what programs call it, one for the whole market. One that was
-- deleted goes for good with the values that products have of it, some at a time.
CREATE TABLE category_attributes (
  id UUID PRIMARY KEY,
  category_id UUID REFERENCES categories (id) ON DELETE SET NULL,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('text', 'number', 'choice', 'yesNo')),
  unit TEXT NOT NULL,
  choices TEXT NOT NULL,
  is_required BOOLEAN NOT NULL,
  is_filterable BOOLEAN NOT NULL,
  position INTEGER NOT NULL,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  deleted_at BIGINT
);
CREATE INDEX category_attributes_by_category ON category_attributes (category_id, position, id);
CREATE INDEX category_attributes_deleted ON category_attributes (deleted_at) WHERE deleted_at IS NOT NULL;
-- What a product says of an attribute: the value as it is stored, folded for comparing, and a number in thousandths.
CREATE TABLE product_values (
  product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  attribute_id UUID NOT NULL REFERENCES category_attributes (id),
  value_key TEXT NOT NULL,
  value TEXT NOT NULL,
  number BIGINT,
  PRIMARY KEY (product_id, attribute_id)
);
CREATE INDEX product_values_by_attribute ON product_values (attribute_id, product_id);

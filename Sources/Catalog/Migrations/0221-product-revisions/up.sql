-- What products said after each change, so that it can be had back: state is JSON, number counts within the product.
CREATE TABLE product_revisions (
  id UUID PRIMARY KEY,
  product_id UUID NOT NULL REFERENCES products (id) ON DELETE CASCADE,
  number BIGINT NOT NULL,
  at BIGINT NOT NULL,
  state TEXT NOT NULL,
  UNIQUE (product_id, number)
);
CREATE INDEX product_revisions_by_time ON product_revisions (product_id, at);

-- How far a search engine outside is behind the catalogue. position is that of the changes that were taken over ('' before
-- the first), revision counts what was read for the engine: of two documents the one with the higher revision is the
-- later. A new index is filled product by product, up to build_position, and then takes the place of index_name.
CREATE TABLE search_engine (
  id INTEGER PRIMARY KEY,
  position TEXT NOT NULL,
  revision BIGINT NOT NULL,
  index_name TEXT,
  building TEXT,
  build_position UUID,
  categories TEXT NOT NULL
);
INSERT INTO search_engine (id, position, revision, categories) VALUES (1, '', 0, '');
-- Products that the engine has not as they are now. noted is the revision at which they were, problem why the engine
-- refused them.
CREATE TABLE search_engine_pending (
  product_id UUID PRIMARY KEY,
  noted BIGINT NOT NULL,
  since BIGINT NOT NULL,
  due_at BIGINT NOT NULL,
  attempts INTEGER NOT NULL,
  problem TEXT
);
CREATE INDEX search_engine_pending_due ON search_engine_pending (due_at);
CREATE INDEX search_engine_pending_since ON search_engine_pending (since);

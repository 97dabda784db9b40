-- folded_name is the name in lower case, for search and order. A shop that was closed keeps its row and its slug.
CREATE TABLE shops (
  id UUID PRIMARY KEY,
  owner_id UUID NOT NULL REFERENCES accounts (id),
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  folded_name TEXT NOT NULL,
  description TEXT NOT NULL,
  country TEXT NOT NULL,
  currency TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'suspended', 'closed')),
  status_reason TEXT,
  vendor_answer TEXT,
  avatar_key TEXT,
  banner_key TEXT,
  shipping_policy TEXT NOT NULL,
  return_policy TEXT NOT NULL,
  low_stock_threshold INTEGER NOT NULL DEFAULT 3 CHECK (low_stock_threshold >= 0),
  follower_count BIGINT NOT NULL DEFAULT 0,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  approved_at BIGINT,
  deleted_at BIGINT
);
CREATE INDEX shops_by_owner ON shops (owner_id, folded_name);
CREATE INDEX shops_by_status ON shops (status, id);
CREATE INDEX shops_by_name ON shops (status, folded_name, id);

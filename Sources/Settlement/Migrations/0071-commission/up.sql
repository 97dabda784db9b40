-- `target` is the id that the scope points at as text, or 'all': it makes one rule per target and currency.
CREATE TABLE commission_rules (
  id UUID PRIMARY KEY,
  scope TEXT NOT NULL CHECK (scope IN ('default', 'category', 'shop')),
  target TEXT NOT NULL,
  category_id UUID REFERENCES categories (id) ON DELETE CASCADE,
  shop_id UUID REFERENCES shops (id) ON DELETE CASCADE,
  basis_points BIGINT NOT NULL CHECK (basis_points >= 0 AND basis_points <= 10000),
  flat BIGINT NOT NULL CHECK (flat >= 0),
  currency TEXT NOT NULL DEFAULT '',
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL,
  UNIQUE (scope, target, currency)
);

CREATE INDEX commission_rules_category ON commission_rules (category_id);

CREATE INDEX commission_rules_shop ON commission_rules (shop_id);

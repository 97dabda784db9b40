-- A flat amount belongs to a currency: 50 in a rule for all of them was 0.50 €, 50 ¥ or 0.050 KD. Such a rule becomes one
-- for each currency that shops sell in, which takes what it took so far, and keeps its share alone.
INSERT INTO commission_rules
  (id, scope, target, category_id, shop_id, basis_points, flat, currency, created_at, updated_at)
SELECT randomblob(16), r.scope, r.target, r.category_id, r.shop_id, r.basis_points, r.flat, sold.currency,
  r.created_at, r.updated_at
FROM commission_rules r CROSS JOIN (SELECT DISTINCT currency FROM shops) sold
WHERE r.currency = '' AND r.flat > 0
  AND (r.shop_id IS NULL OR sold.currency = (SELECT currency FROM shops WHERE id = r.shop_id))
ON CONFLICT (scope, target, currency) DO NOTHING;
UPDATE commission_rules SET flat = 0 WHERE currency = '' AND flat > 0;

CREATE TABLE commission_rules_with_currency (
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
  UNIQUE (scope, target, currency),
  CHECK (flat = 0 OR currency <> '')
);
INSERT INTO commission_rules_with_currency
  (id, scope, target, category_id, shop_id, basis_points, flat, currency, created_at, updated_at)
SELECT id, scope, target, category_id, shop_id, basis_points, flat, currency, created_at, updated_at
FROM commission_rules;
DROP TABLE commission_rules;
ALTER TABLE commission_rules_with_currency RENAME TO commission_rules;
CREATE INDEX commission_rules_category ON commission_rules (category_id);
CREATE INDEX commission_rules_shop ON commission_rules (shop_id);

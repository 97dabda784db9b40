-- A flat amount belongs to a currency: 50 in a rule for all of them was 0.50 €, 50 ¥ or 0.050 KD. Such a rule becomes one
-- for each currency that shops sell in, which takes what it took so far, and keeps its share alone.
INSERT INTO commission_rules
  (id, scope, target, category_id, shop_id, basis_points, flat, currency, created_at, updated_at)
SELECT gen_random_uuid(), r.scope, r.target, r.category_id, r.shop_id, r.basis_points, r.flat, sold.currency,
  r.created_at, r.updated_at
FROM commission_rules r CROSS JOIN (SELECT DISTINCT currency FROM shops) sold
WHERE r.currency = '' AND r.flat > 0
  AND (r.shop_id IS NULL OR sold.currency = (SELECT currency FROM shops WHERE id = r.shop_id))
ON CONFLICT (scope, target, currency) DO NOTHING;
UPDATE commission_rules SET flat = 0 WHERE currency = '' AND flat > 0;
ALTER TABLE commission_rules ADD CONSTRAINT commission_rules_flat_has_currency CHECK (flat = 0 OR currency <> '');

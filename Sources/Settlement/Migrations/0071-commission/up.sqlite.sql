INSERT INTO commission_rules (id, scope, target, basis_points, flat, created_at, updated_at) VALUES (X'018F000000007000800000000000C0DE', 'default', 'all', 1000, 0, 0, 0);

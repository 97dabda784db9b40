INSERT INTO commission_rules (id, scope, target, basis_points, flat, created_at, updated_at) VALUES ('018f0000-0000-7000-8000-00000000c0de', 'default', 'all', 1000, 0, 0, 0);

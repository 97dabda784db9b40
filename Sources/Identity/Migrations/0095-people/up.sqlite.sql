-- Search by how the name or the last word of it begins. Addresses have their own index, as they are unique.
CREATE INDEX accounts_by_folded_name ON accounts (LOWER(name));
CREATE INDEX accounts_by_surname ON accounts (LOWER(REPLACE(name, RTRIM(name, REPLACE(name, ' ', '')), '')));

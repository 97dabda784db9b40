-- Search by how the address, the name or the last word of the name begins.
CREATE INDEX accounts_by_plain_email ON accounts (email COLLATE "C");
CREATE INDEX accounts_by_folded_name ON accounts (LOWER(name) COLLATE "C");
CREATE INDEX accounts_by_surname ON accounts (LOWER(SUBSTRING(name FROM '[^ ]*$')) COLLATE "C");

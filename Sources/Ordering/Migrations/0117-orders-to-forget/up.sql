-- An order without an account that is on its way while the account with its address is erased: nobody knows whether it
-- is theirs, so it arrives first and names nobody after that.
ALTER TABLE orders ADD COLUMN forgets_person BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX orders_to_forget ON orders (id) WHERE forgets_person = TRUE;

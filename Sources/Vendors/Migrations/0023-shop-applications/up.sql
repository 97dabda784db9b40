-- What a vendor tells about the business behind a shop. The BYTEA columns are sealed one by one; a copy of the
-- database shows nothing of them. question is what administrators want to know, until they decide.
CREATE TABLE shop_applications (
  shop_id UUID PRIMARY KEY REFERENCES shops (id) ON DELETE CASCADE,
  business_type TEXT,
  legal_name BYTEA,
  registration_number BYTEA,
  tax_id BYTEA,
  address BYTEA,
  contact_name BYTEA,
  phone BYTEA,
  birth_date BYTEA,
  website BYTEA,
  question TEXT,
  question_items TEXT,
  asked_at BIGINT,
  answer BYTEA,
  answered_at BIGINT,
  created_at BIGINT NOT NULL,
  updated_at BIGINT NOT NULL
);
-- Every decision about a shop and every answer to one, for both sides. An answer's words are sealed.
CREATE TABLE shop_decisions (
  id UUID PRIMARY KEY,
  shop_id UUID NOT NULL REFERENCES shops (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  account_id UUID REFERENCES accounts (id),
  reason TEXT,
  items TEXT,
  answer BYTEA,
  created_at BIGINT NOT NULL
);
CREATE INDEX shop_decisions_by_shop ON shop_decisions (shop_id, id);
CREATE INDEX shop_decisions_by_account ON shop_decisions (account_id);
CREATE INDEX shop_applications_by_question ON shop_applications (asked_at, answered_at);

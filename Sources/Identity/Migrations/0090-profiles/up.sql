-- What people say about themselves and how they want things, apart from what signs them in. Without a row: the
-- defaults. analytics_consent is NULL while nobody chose.
CREATE TABLE profiles (
  account_id UUID PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
  phone TEXT,
  avatar_key TEXT,
  language TEXT,
  currency TEXT,
  marketing_mails BOOLEAN NOT NULL,
  order_mails BOOLEAN NOT NULL,
  analytics_consent BOOLEAN,
  consent_version INTEGER,
  consent_at BIGINT,
  updated_at BIGINT NOT NULL
);
CREATE INDEX profiles_by_avatar ON profiles (avatar_key);

ALTER TABLE addresses ADD COLUMN kind TEXT NOT NULL DEFAULT 'home' CHECK (kind IN ('home', 'work', 'other'));
ALTER TABLE addresses ADD COLUMN label TEXT;

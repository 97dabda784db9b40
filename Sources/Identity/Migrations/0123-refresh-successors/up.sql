-- By the salt whoever has the refresh token before gets the newest ones again; without that token it says nothing.
ALTER TABLE sessions ADD COLUMN refresh_salt TEXT;
-- When the token was exchanged; NULL for those from before this was kept, which is long ago.
ALTER TABLE spent_refresh_tokens ADD COLUMN spent_at BIGINT;

-- The key of the picture that came with a sign-up; it becomes the account's with the code.
ALTER TABLE one_time_codes ADD COLUMN avatar_key TEXT;

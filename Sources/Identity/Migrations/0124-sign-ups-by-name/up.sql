-- Which sign-up the code came with: the id of the account in that sign-up's answer, which only its sender has seen. NULL
-- for codes that were asked for again after several sign-ups, and for those from before this was kept.
ALTER TABLE one_time_codes ADD COLUMN sign_up_id UUID;

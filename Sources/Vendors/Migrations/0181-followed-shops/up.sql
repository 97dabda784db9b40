-- The shops that most people follow.
CREATE INDEX shops_by_followers ON shops (status, follower_count DESC, id DESC);

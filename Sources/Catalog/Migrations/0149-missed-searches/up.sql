-- What was looked for and not found, by day (the number of days since 1970), without anything about who looked.
CREATE TABLE missed_searches (
  day BIGINT NOT NULL,
  text TEXT NOT NULL,
  searches BIGINT NOT NULL,
  PRIMARY KEY (day, text)
);

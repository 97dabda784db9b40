-- A letter is longer than what is compressed and put into pieces by default, and read and deleted a moment later.
ALTER TABLE jobs SET (toast_tuple_target = 8160);

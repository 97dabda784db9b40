-- Words come split and folded from the program; those that PostgreSQL made are no corrections any more.
DELETE FROM search_words;

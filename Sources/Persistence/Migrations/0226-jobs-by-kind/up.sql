-- Where some kinds of jobs are passed over, those of each other kind are found in their order, whatever waits in front.
CREATE INDEX jobs_of_kind ON jobs (kind, run_at, id);

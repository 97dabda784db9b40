-- Events of orders held the key that lets a guest see the order. Who writes to the guest reads it from the order, so it goes
-- from what is kept: events, and jobs about them that were given up.
UPDATE outbox SET payload = CAST(CAST(payload AS jsonb) #- '{facts,accessKey}' AS TEXT)
WHERE name LIKE 'order.%' AND payload LIKE '%"accessKey"%';
UPDATE dead_jobs
SET payload = CAST(jsonb_set(CAST(payload AS jsonb), '{payload}',
  to_jsonb(CAST(CAST(CAST(payload AS jsonb) ->> 'payload' AS jsonb) #- '{facts,accessKey}' AS TEXT))) AS TEXT)
WHERE payload LIKE '%"order.%' AND payload LIKE '%accessKey%';

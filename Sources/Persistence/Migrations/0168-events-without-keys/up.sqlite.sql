-- Events of orders held the key that lets a guest see the order. Who writes to the guest reads it from the order, so it goes
-- from what is kept: events, and jobs about them that were given up.
UPDATE outbox SET payload = json_remove(payload, '$.facts.accessKey')
WHERE name LIKE 'order.%' AND payload LIKE '%"accessKey"%';
-- A text with nothing added to it is a text, which would otherwise be put in as an object.
UPDATE dead_jobs
SET payload =
  json_set(payload, '$.payload', json_remove(json_extract(payload, '$.payload'), '$.facts.accessKey') || '')
WHERE payload LIKE '%"order.%' AND payload LIKE '%accessKey%';

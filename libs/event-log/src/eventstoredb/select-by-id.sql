SELECT event_id, ordinal, digest
FROM log_index
WHERE event_id = ANY ($1::uuid[])

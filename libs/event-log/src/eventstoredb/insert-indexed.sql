INSERT INTO log_index (ordinal, commit_position, prepare_position, event_id, digest)
SELECT $1::bigint + row_number() OVER (ORDER BY place), commit_position, prepare_position, event_id, digest
FROM unnest($2::bigint[], $3::bigint[], $4::uuid[], $5::bytea[])
  WITH ORDINALITY AS found (commit_position, prepare_position, event_id, digest, place)
WHERE NOT EXISTS (SELECT FROM log_index taken WHERE taken.event_id = found.event_id)
RETURNING ordinal, commit_position, prepare_position, event_id

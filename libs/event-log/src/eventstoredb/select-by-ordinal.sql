SELECT ordinal, commit_position, prepare_position, event_id
FROM log_index
WHERE ordinal BETWEEN $1 AND $2
ORDER BY ordinal

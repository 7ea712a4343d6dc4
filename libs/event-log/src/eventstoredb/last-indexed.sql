SELECT ordinal, commit_position, prepare_position, event_id
FROM log_index
ORDER BY ordinal DESC
LIMIT 1

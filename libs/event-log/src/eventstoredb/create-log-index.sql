CREATE TABLE IF NOT EXISTS log_index (
  ordinal bigint PRIMARY KEY CHECK (ordinal > 0),
  commit_position bigint NOT NULL,
  prepare_position bigint NOT NULL,
  event_id uuid NOT NULL CONSTRAINT log_index_event_id UNIQUE,
  digest bytea NOT NULL CHECK (octet_length(digest) = 32),
  CONSTRAINT log_index_position UNIQUE (commit_position, prepare_position)
)

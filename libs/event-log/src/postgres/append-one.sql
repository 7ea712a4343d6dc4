-- Records a single event: stream, its revision, envelope. No row comes back if another writer holds the lock, or if the
-- stream is not where it should be as far as this statement can see (its snapshot may be older than the lock). A row
-- means that the snapshot was current: had anybody committed since, the ordinal would be taken.
WITH gate AS MATERIALIZED (SELECT pg_try_advisory_xact_lock({lock}) AS mine)
INSERT INTO {schema}.event (ordinal, stream, revision, envelope)
SELECT coalesce((SELECT max(e.ordinal) FROM {schema}.event e), 0) + 1, $1, $2, $3
  FROM gate
 WHERE gate.mine
   AND coalesce((SELECT max(e.revision) FROM {schema}.event e WHERE e.stream = $1), -1) = $2::integer - 1
RETURNING ordinal

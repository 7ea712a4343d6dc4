-- A batch of ordinary events: those after ordinal $1 up to $2, or none at all if together they pass $3 bytes (then
-- read-forward-big.sql says where to stop). The sum is asked once: a running sum beside each row costs as much as the rows.
-- One row an event: put together on the server, large values cost both sides more than the rows.
SELECT e.ordinal, e.envelope
  FROM {schema}.event e
 WHERE e.ordinal > $1 AND e.ordinal <= $2
   AND (SELECT sum(octet_length(b.envelope)) FROM {schema}.event b WHERE b.ordinal > $1 AND b.ordinal <= $2) <= $3::bigint
 ORDER BY e.ordinal

-- A page of stream $1: from revision $2 up to $3.
SELECT e.ordinal, e.envelope
  FROM {schema}.event e
 WHERE e.stream = $1 AND e.revision >= $2 AND e.revision <= $3
 ORDER BY e.revision

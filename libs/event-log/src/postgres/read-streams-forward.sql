-- As read-stream-forward.sql for several streams: a page of each stream of $1, from the revision in $2 up to that in $3.
SELECT asked.n::integer, e.ordinal, e.envelope
  FROM unnest($1::text[], $2::integer[], $3::integer[]) WITH ORDINALITY AS asked (stream, first, last, n)
 CROSS JOIN LATERAL (
    SELECT s.ordinal, s.envelope
      FROM {schema}.event s
     WHERE s.stream = asked.stream AND s.revision >= asked.first AND s.revision <= asked.last
    OFFSET 0
  ) AS e
 ORDER BY e.ordinal

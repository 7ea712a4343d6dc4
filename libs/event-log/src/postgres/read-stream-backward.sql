-- As read-stream-forward.sql the other way, latest first: stream $1 down to revision $2; $3 holds, for each row, the
-- revision that it starts at.
SELECT c.ordinals, c.envelopes
  FROM unnest($3::integer[]) WITH ORDINALITY AS s (start, n)
 CROSS JOIN LATERAL (
   SELECT string_agg(r.ordinal::text, ',') AS ordinals, '[' || string_agg(r.envelope, ',') || ']' AS envelopes
     FROM (
       SELECT e.ordinal, e.envelope
         FROM {schema}.event e
        WHERE e.stream = $1 AND e.revision <= s.start AND e.revision > s.start::bigint - 32 AND e.revision >= $2
        ORDER BY e.revision DESC
     ) AS r
 ) AS c
 WHERE c.envelopes IS NOT NULL
 ORDER BY s.n

-- As read-forward.sql the other way, latest first: the envelopes down to ordinal $1; $2 holds, for each row, the ordinal
-- that it starts before.
SELECT p.count, p.lowest, p.highest, p.envelopes
  FROM (
    SELECT s.n, c.*,
           sum(octet_length(c.envelopes)) OVER (ORDER BY s.n ROWS UNBOUNDED PRECEDING) - octet_length(c.envelopes) AS before
      FROM unnest($2::bigint[]) WITH ORDINALITY AS s (before, n)
     CROSS JOIN LATERAL (
       SELECT count(*)::integer AS count, min(r.ordinal) AS lowest, max(r.ordinal) AS highest,
              '[' || string_agg(r.envelope, ',') || ']' AS envelopes
         FROM (
           SELECT e.ordinal, e.envelope
             FROM {schema}.event e
            WHERE e.ordinal < s.before AND e.ordinal >= greatest(s.before - 32, $1::bigint)
            ORDER BY e.ordinal DESC
         ) AS r
     ) AS c
  ) AS p
 WHERE p.before < $3::bigint AND p.count > 0
 ORDER BY p.n

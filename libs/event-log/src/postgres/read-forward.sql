-- A batch: the envelopes up to ordinal $1, ending once $3 bytes are passed. They come 32 to a row: one row each costs the
-- client more, and one row for all large buffers that cost both sides more. Ordinals are dense, so the bounds of the rows are
-- known beforehand: $2 holds, for each, the ordinal that it starts after.
SELECT p.count, p.lowest, p.highest, p.envelopes
  FROM (
    SELECT s.n, c.*,
           sum(octet_length(c.envelopes)) OVER (ORDER BY s.n ROWS UNBOUNDED PRECEDING) - octet_length(c.envelopes) AS before
      FROM unnest($2::bigint[]) WITH ORDINALITY AS s (after, n)
     CROSS JOIN LATERAL (
       SELECT count(*)::integer AS count, min(r.ordinal) AS lowest, max(r.ordinal) AS highest,
              '[' || string_agg(r.envelope, ',') || ']' AS envelopes
         FROM (
           SELECT e.ordinal, e.envelope
             FROM {schema}.event e
            WHERE e.ordinal > s.after AND e.ordinal <= least(s.after + 32, $1::bigint)
            ORDER BY e.ordinal
         ) AS r
     ) AS c
  ) AS p
 WHERE p.before < $3::bigint AND p.count > 0
 ORDER BY p.n

-- A batch of big events: those after ordinal $1 up to $2, ending once $3 bytes are passed.
SELECT b.ordinal, b.envelope
  FROM (
    SELECT e.ordinal, e.envelope,
           sum(octet_length(e.envelope)) OVER (ORDER BY e.ordinal ROWS UNBOUNDED PRECEDING) - octet_length(e.envelope) AS before
      FROM {schema}.event e
     WHERE e.ordinal > $1 AND e.ordinal <= $2
  ) AS b
 WHERE b.before < $3::bigint
 ORDER BY b.ordinal

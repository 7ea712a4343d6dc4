-- As read-forward-big.sql the other way, latest first: the events before ordinal $1 down to $2.
SELECT b.ordinal, b.envelope
  FROM (
    SELECT e.ordinal, e.envelope,
           sum(octet_length(e.envelope)) OVER (ORDER BY e.ordinal DESC ROWS UNBOUNDED PRECEDING) - octet_length(e.envelope)
             AS before
      FROM {schema}.event e
     WHERE e.ordinal < $1 AND e.ordinal >= $2
  ) AS b
 WHERE b.before < $3::bigint
 ORDER BY b.ordinal DESC

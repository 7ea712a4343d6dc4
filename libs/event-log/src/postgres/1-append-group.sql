-- Records a group of appends in one transaction, each whole or not at all. The arrays hold an entry for each append (no
-- stream twice): the stream, the revision expected of it (-1 for none), how many events; the envelopes of all stand one
-- a line, in order. Canonical JSON holds no line break, and lines cost less than the quoting of an array.
--
-- VOLATILE, so that each statement in it sees what was committed before the lock was given; a single statement would see
-- what was committed before it began to wait. The lock is held until the commit is visible, so ordinals are given and
-- become visible in one order.
CREATE FUNCTION {schema}.append_group(
  streams text[], expected integer[], counts integer[], envelopes text,
  OUT head bigint, OUT refused integer[], OUT actual integer[]
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  lines text[] := string_to_array(envelopes, E'\n');
BEGIN
  PERFORM pg_advisory_xact_lock({lock});

  SELECT array_agg(asked.n), array_agg(asked.found)
    INTO refused, actual
    FROM (
      SELECT a.n, a.expected,
             coalesce((SELECT max(e.revision) FROM {schema}.event e WHERE e.stream = a.stream), -1) AS found
        FROM unnest(streams, append_group.expected) WITH ORDINALITY AS a (stream, expected, n)
    ) AS asked
   WHERE asked.found <> asked.expected;

  SELECT coalesce(max(e.ordinal), 0) INTO head FROM {schema}.event e;

  INSERT INTO {schema}.event (ordinal, stream, revision, envelope)
  SELECT head + taken.before + k, taken.stream, taken.expected + k, lines[taken.line + k]
    FROM (
      SELECT a.stream, a.expected, a.count, a.line, sum(a.count) OVER (ORDER BY a.n) - a.count AS before
        FROM (
          SELECT u.*, sum(u.count) OVER (ORDER BY u.n) - u.count AS line
            FROM unnest(streams, append_group.expected, counts) WITH ORDINALITY AS u (stream, expected, count, n)
        ) AS a
       WHERE refused IS NULL OR a.n <> ALL (refused)
    ) AS taken
   CROSS JOIN LATERAL generate_series(1, taken.count) AS k;
END
$$

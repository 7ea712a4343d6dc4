-- The log. Rows are inserted under the log's lock, one after the other, and never changed.
-- The envelope is its canonical text, byte for byte what is hashed: jsonb would order keys anew and rewrite numbers.
CREATE TABLE {schema}.event (
  ordinal  bigint  NOT NULL CHECK (ordinal > 0),
  revision integer NOT NULL CHECK (revision >= 0),
  stream   text    COLLATE "C" NOT NULL,
  envelope text    COLLATE "C" NOT NULL,
  CONSTRAINT event_position PRIMARY KEY (ordinal),
  CONSTRAINT event_revision UNIQUE (stream, revision)
)

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Ids and stream names compare by their bytes, whatever the collation of the database. */
export class Facts1790000000001 implements MigrationInterface {
  readonly name = 'Facts1790000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE checkpoint (name text PRIMARY KEY, ordinal bigint NOT NULL)`);
    await db.query(`CREATE TABLE fact (
      ordinal bigint PRIMARY KEY,
      stream text COLLATE "C" NOT NULL,
      revision integer NOT NULL,
      event_id uuid NOT NULL,
      type text COLLATE "C" NOT NULL,
      data json NOT NULL,
      meta json NOT NULL,
      actor text,
      office text,
      recorded_at timestamptz NOT NULL,
      recorded_max timestamptz NOT NULL)`);
    await db.query(`CREATE UNIQUE INDEX fact_of_stream ON fact (stream, revision)`);
    await db.query(`CREATE UNIQUE INDEX fact_of_event ON fact (event_id)`);
    await db.query(`CREATE INDEX fact_known_by ON fact (recorded_max, ordinal)`);
    await db.query(`CREATE TABLE mention (
      target text COLLATE "C" NOT NULL,
      role text COLLATE "C" NOT NULL,
      stream text COLLATE "C" NOT NULL,
      event_id uuid NOT NULL,
      event_ordinal bigint NOT NULL,
      known_from bigint NOT NULL,
      known_until bigint,
      PRIMARY KEY (target, role, event_ordinal, stream, known_from))`);
    await db.query(`CREATE INDEX mention_of_event ON mention (event_id)`);
    await db.query(`CREATE INDEX mention_member ON mention (stream) WHERE role = 'member-of'`);
    await db.query(`CREATE TABLE subject (
      stream text COLLATE "C" PRIMARY KEY,
      category text COLLATE "C" NOT NULL,
      first_ordinal bigint NOT NULL)`);
    await db.query(`CREATE INDEX subject_of_category ON subject (category, first_ordinal, stream)`);
    await db.query(
      `CREATE TABLE parked (stream text COLLATE "C" PRIMARY KEY, ordinal bigint NOT NULL, reason text NOT NULL)`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of ['parked', 'subject', 'mention', 'fact', 'checkpoint']) await db.query(`DROP TABLE ${table}`);
  }
}

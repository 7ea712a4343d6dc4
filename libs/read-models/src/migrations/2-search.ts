import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schema of `pg_trgm` where it is not installed yet. It outlives the builds, which are dropped with all that is in them. */
const TRIGRAM = 'trigram';

/**
 * Texts for searching. `pg_trgm` is a trusted extension: whoever may create in the database, as its owner may, can install
 * it; where somebody else has done so, it is used from where it is.
 */
export class SearchText1790000000002 implements MigrationInterface {
  readonly name = 'SearchText1790000000002';

  async up(db: QueryRunner): Promise<void> {
    const trigram = await trigramSchema(db);
    await db.query(`CREATE TABLE search_text (
      event_id uuid NOT NULL,
      n integer NOT NULL,
      known_from bigint NOT NULL,
      known_until bigint,
      event_ordinal bigint NOT NULL,
      stream text COLLATE "C" NOT NULL,
      kind text COLLATE "C" NOT NULL,
      part text COLLATE "C" NOT NULL,
      text text NOT NULL,
      folded text COLLATE "C" NOT NULL,
      PRIMARY KEY (event_id, n, known_from))`);
    await db.query(`CREATE INDEX search_text_folded ON search_text USING gin (folded ${trigram}.gin_trgm_ops)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE search_text`);
  }
}

async function trigramSchema(db: QueryRunner): Promise<string> {
  // Builds of several read sides may be made at once.
  await db.query(`SELECT pg_advisory_xact_lock(hashtext('pg_trgm'))`);
  const installed = await whereInstalled(db);
  if (installed !== null) return installed;
  await db.query(`CREATE SCHEMA IF NOT EXISTS ${TRIGRAM}`);
  // Its functions only compare texts.
  await db.query(`GRANT USAGE ON SCHEMA ${TRIGRAM} TO PUBLIC`);
  await db.query(`CREATE EXTENSION pg_trgm SCHEMA ${TRIGRAM}`);
  return TRIGRAM;
}

async function whereInstalled(db: QueryRunner): Promise<string | null> {
  const rows = (await db.query(
    `SELECT quote_ident(nspname) AS schema FROM pg_extension JOIN pg_namespace ns ON ns.oid = extnamespace
     WHERE extname = 'pg_trgm'`,
  )) as { schema: string }[];
  return rows[0]?.schema ?? null;
}

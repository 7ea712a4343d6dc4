import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROLES } from '#database/roles.js';
import { readerSees } from '../scope-sql.js';

/** What stands for a stream, and for the mention the thing that it names: both have to be seen. */
const FENCED: Readonly<Record<string, readonly string[]>> = {
  fact: ['stream'],
  mention: ['stream', 'target'],
  subject: ['stream'],
  parked: ['stream'],
  search_text: ['stream'],
};

/**
 * Whom each restricted stream concerns, and row-level security by it: the second fence before what is restricted. The role
 * that reads in somebody's name sees what the context of its transaction admits, and without a context nothing restricted.
 * The owner, who only migrates, is held to it as well.
 */
export class StreamConcern1790000000003 implements MigrationInterface {
  readonly name = 'StreamConcern1790000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE stream_concern (
      stream text COLLATE "C" NOT NULL,
      target text COLLATE "C" NOT NULL,
      PRIMARY KEY (stream, target))`);
    await db.query(`CREATE INDEX stream_concern_of ON stream_concern (target, stream)`);
    // What follows from a stream that has changed is found from it.
    await db.query(`CREATE INDEX mention_carried ON mention (stream) WHERE role = 'carried'`);
    const there = await rolesHere(db);
    for (const [table, columns] of Object.entries(FENCED)) {
      await fence(db, table, columns.map((column) => readerSees(table, column)).join(' AND '), there);
    }
    await fence(db, 'stream_concern', readerSees.ofConcern, there);
  }

  async down(db: QueryRunner): Promise<void> {
    for (const table of Object.keys(FENCED)) {
      for (const policy of ['seen', 'read_whole', 'written', 'owned'])
        await db.query(`DROP POLICY IF EXISTS ${policy} ON ${table}`);
      await db.query(`ALTER TABLE ${table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY`);
    }
    await db.query('DROP INDEX mention_carried');
    await db.query(`DROP TABLE stream_concern`);
  }
}

async function fence(db: QueryRunner, table: string, seen: string, there: Roles): Promise<void> {
  await db.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
  if (there.readers.length > 0) {
    await db.query(`CREATE POLICY seen ON ${table} FOR SELECT TO ${there.readers.join(', ')} USING (${seen})`);
  }
  if (there.whole.length > 0) {
    await db.query(`CREATE POLICY read_whole ON ${table} FOR SELECT TO ${there.whole.join(', ')} USING (true)`);
  }
  if (there.writers.length > 0) {
    await db.query(`CREATE POLICY written ON ${table} TO ${there.writers.join(', ')} USING (true) WITH CHECK (true)`);
  }
}

interface Roles {
  readers: string[];
  /** Whoever records reads the whole log anyway. */
  whole: string[];
  writers: string[];
}

/** A role that the server does not have is left out; one that does everything alone is fenced by the program only. */
async function rolesHere(db: QueryRunner): Promise<Roles> {
  const rows = (await db.query(
    `SELECT rolname, rolname = current_user AS owner FROM pg_roles WHERE rolname = ANY($1) OR rolname = current_user`,
    [Object.values(ROLES)],
  )) as { rolname: string; owner: boolean }[];
  const here = (...names: string[]) => names.filter((name) => rows.some((row) => row.rolname === name));
  const alone = rows.filter((row) => row.owner && row.rolname !== ROLES.owner).map(() => 'CURRENT_USER');
  return {
    readers: here(ROLES.reader),
    whole: here(ROLES.context, ROLES.app),
    writers: [...here(ROLES.projector), ...alone],
  };
}

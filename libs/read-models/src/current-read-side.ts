import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryRunner } from 'typeorm';
import { BuildBusy } from './projector.js';
import { type Build, ensureReadSide, READ_SIDE_VERSION, readDatabase } from './read-database.js';
import { rebuildReadSide, type RebuildSettings } from './rebuild.js';

const POLL_MS = 250;

/**
 * The read side in this program's version: as it is, or made anew from the log where it is of an earlier one. Of several
 * processes that start at once one does it and the others wait for it.
 */
export async function currentReadSide(settings: RebuildSettings): Promise<Build> {
  const schema = `${settings.prefix ?? ''}read_side`;
  const source = readDatabase(settings.ownerUrl, { max: 1, applicationName: 'trachnhiem read side' });
  await source.initialize();
  const turn = source.createQueryRunner();
  try {
    await awaitTurn(turn, schema);
    for (;;) {
      const build = await ensureReadSide(settings.ownerUrl, { schema });
      if (build.version >= READ_SIDE_VERSION) return build;
      await rebuildReadSide(settings).catch(async (error: unknown) => {
        // Somebody rebuilds by hand.
        if (!(error instanceof BuildBusy)) throw error;
        await sleep(POLL_MS);
      });
    }
  } finally {
    await turn.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await turn.release();
    await source.destroy();
  }
}

/** Asks for the lock again and again: a statement that waited for it would run into the connection's time limit. */
async function awaitTurn(turn: QueryRunner, schema: string): Promise<void> {
  for (;;) {
    const [row] = (await turn.query('SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine', [
      `current ${schema}`,
    ])) as { mine: boolean }[];
    if (row?.mine) return;
    await sleep(POLL_MS);
  }
}

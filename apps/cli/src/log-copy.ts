import { parseArgs } from 'node:util';
import { CopyRefused, copyLog } from '#audit/moving/copy-log.js';
import { openLogAt } from '#audit/moving/log-at.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { progressLine } from './progress-line.js';

export const LOG_COPY_USAGE = 'log copy --from WHERE --to WHERE [--index WHERE]';
export const LOG_COPY_HELP =
  'Copies the log into another store and verifies it: same events, order, ids and root. WHERE is `embedded`, postgres://…, esdb://… or kurrentdb://…; for an event store --index names the PostgreSQL that counts its ordinals (embedded if left out). A PostgreSQL target is created: give the role that owns it. May be stopped and run again. Ends with 0 if verified, 1 if the target holds something else, 2 if it could not be checked.';

/** Copies one log into another; the exit code comes back. See {@link LOG_COPY_HELP}. */
export async function copyLogCommand(args: string[], signal: AbortSignal): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { from: { type: 'string' }, to: { type: 'string' }, index: { type: 'string' } },
  });
  const { from, to, index = 'embedded' } = values;
  if (positionals[0] !== 'copy' || from === undefined || to === undefined || from === to) {
    throw new DatabaseProblem('log copy needs --from and --to, two places', 'See --help.');
  }
  const source = await openLogAt({ where: from, index, create: false }, process.env);
  try {
    const target = await openLogAt({ where: to, index, create: true }, process.env);
    try {
      const copied = await copyLog({
        source: source.log,
        target: target.log,
        signal,
        onProgress: ({ ordinal, ...progress }) => progressLine({ ...progress, rows: ordinal }),
      });
      console.log(JSON.stringify(copied, null, 2));
      return 0;
    } finally {
      await target.close();
    }
  } catch (error) {
    if (error instanceof CopyRefused) {
      console.error(`${error.message}.`);
      return 1;
    }
    if (!signal.aborted) throw error;
    console.error('Stopped. Run it again to go on.');
    return 2;
  } finally {
    await source.close();
  }
}

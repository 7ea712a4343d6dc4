import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { System } from '#api/system.js';
import { openDesk } from '#commands/open-desk.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { digestOf, recordSimulation } from '#simulation/record-simulation.js';
import type { NationSize } from '#simulation/simulated-command.js';
import { progressLine } from './progress-line.js';

export const SIMULATE_USAGE = 'simulate [--seed N] [--provinces N] [--communes N] [--days N] [--resume] [--digest]';
export const SIMULATE_HELP = `Records a made-up country and its days: units, heads, directives of three levels, tasks, reports, inspections. The same
      numbers record the same. Stopped half-way it is started again with --resume. 34 provinces, 3,321 communes and 30
      days if left out. Use a DATA_DIR of its own: nothing of it is true.`;

/** `npm run cli -- simulate …` */
export async function simulateNation(
  { log, reader, outcomes }: System,
  args: string[],
  signal: AbortSignal,
): Promise<void> {
  const options = {
    seed: { type: 'string', default: '1' },
    provinces: { type: 'string', default: '34' },
    communes: { type: 'string', default: '3321' },
    days: { type: 'string', default: '30' },
    resume: { type: 'boolean' },
    digest: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ args, options });
  const size: NationSize = {
    seed: whole(values.seed, 'seed'),
    provinces: whole(values.provinces, 'provinces'),
    communes: whole(values.communes, 'communes'),
    days: whole(values.days, 'days'),
  };
  const mark = join(process.env['DATA_DIR'] || '.data', 'simulations', `${Object.values(size).join('-')}.txt`);
  const after = values.resume ? Number(await readFile(mark, 'utf8').catch(() => '0')) : 0;
  const { desk, close } = await openDesk({ log, context: reader, outcomes, authority: TRUSTED_PROCESS });
  const startedAt = Date.now();
  try {
    const run = await recordSimulation(desk, {
      ...size,
      after,
      signal,
      onProgress: async (done, all) => {
        const rate = (done - after) / Math.max((Date.now() - startedAt) / 1000, 0.001);
        progressLine({ rows: done, of: all, rate, secondsLeft: (all - done) / rate });
        await mkdir(dirname(mark), { recursive: true });
        await writeFile(mark, String(done));
      },
    });
    const rate = Math.round(run.sent / Math.max(run.seconds, 0.001));
    console.log(
      `${run.sent} of ${run.all} commands, ${run.seconds.toFixed(1)} s, ${rate}/s; the log ends at ${await log.head()}.`,
    );
    if (values.digest) console.log(`digest ${await digestOf(log)}`);
  } catch (error) {
    if (!signal.aborted) throw error;
    console.error('Stopped. Run it again with --resume to go on.');
  } finally {
    await close();
  }
}

function whole(text: string, name: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new DatabaseProblem(`--${name} is a whole number`, 'See --help.');
  return Number(text);
}

import { parseArgs } from 'node:util';
import type { System } from '#api/system.js';
import type { ReplayProof } from '#audit/replay-proof/replay-proof.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { BUILD_TABLE_NAMES } from '#read-models/build-tables.js';
import { BuildBusy } from '#read-models/projector.js';
import { progressLine } from './progress-line.js';

export const REPLAY_PROOF_USAGE = 'replay-proof [--table TABLE …] [--swap | --keep] [--json]';
export const REPLAY_PROOF_HELP = `Makes the read models anew from the log, beside those that are read, and compares the two row by row; reading goes on.
      Keeps those that are read (--keep, as if left out) or lets the new ones take their place (--swap). May be stopped and
      run again. Ends with 0 if they are equal, 1 if not, 2 if it could not be checked. Tables: ${BUILD_TABLE_NAMES.join(', ')}.`;

/** Makes a replay proof, keeps it, prints it; the exit code comes back. */
export async function replayProofCommand(
  { replayProofs }: Pick<System, 'replayProofs'>,
  args: string[],
  signal: AbortSignal,
): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      table: { type: 'string', multiple: true },
      swap: { type: 'boolean' },
      keep: { type: 'boolean' },
      json: { type: 'boolean' },
    },
  });
  const asked = values.table ?? BUILD_TABLE_NAMES;
  const tables = BUILD_TABLE_NAMES.filter((name) => asked.includes(name));
  const stranger = asked.find((name) => !tables.some((table) => table === name));
  if (stranger !== undefined) throw new DatabaseProblem(`there is no table ${stranger}`, 'See --help.');
  if (values.swap && values.keep) throw new DatabaseProblem('--swap and --keep are one or the other', 'See --help.');
  try {
    const proof = await replayProofs.run(
      { tables, swap: values.swap ?? false },
      { signal, onProgress: ({ done, ...progress }) => progressLine({ ...progress, rows: done }) },
    );
    console.log(values.json ? JSON.stringify(proof, null, 2) : proofText(proof));
    return proof.result === 'equal' ? 0 : proof.result === 'different' ? 1 : 2;
  } catch (error) {
    if (!(error instanceof BuildBusy)) throw error;
    throw new DatabaseProblem('the read models are being made anew already', 'One at a time; wait, or stop the other.');
  }
}

/** What came of a proof, for a person. */
export function proofText(proof: ReplayProof): string {
  const { comparison, digests } = proof;
  if (!comparison || !digests) return `${proof.result}: ${proof.reason ?? ''}\nproof ${proof.id}`;
  const lines = comparison.tables.map(({ table, live, rebuilt, missing, extra, changed }) => {
    const differing = missing + extra + changed;
    const verdict = differing === 0 ? 'equal' : `missing ${missing}, too many ${extra}, changed ${changed}`;
    const digest =
      live.digest === rebuilt.digest
        ? live.digest
        : `${live.digest} read\n${' '.repeat(25)}${rebuilt.digest} made anew`;
    return `${table.padEnd(12)} ${String(live.rows).padStart(11)} ${digest}  ${verdict}`;
  });
  const { firstDifference: first } = comparison;
  return [
    `${proof.result} at ordinal ${proof.ordinal ?? '?'}${proof.root === null ? '' : `, root of the log ${proof.root}`}`,
    ...lines,
    ...(first
      ? [
          `first row that differs: ${first.table} ${JSON.stringify(first.key)}`,
          `  read:      ${JSON.stringify(first.live) ?? ''}`,
          `  made anew: ${JSON.stringify(first.rebuilt) ?? ''}`,
        ]
      : []),
    ...(proof.continuedAt ? [`continued from ordinal ${proof.continuedAt}, where an earlier run was stopped`] : []),
    proof.swappedAt === null ? 'the new ones were dropped' : `the new ones are read from ordinal ${proof.swappedAt} on`,
    `proof ${proof.id}, program ${proof.program}, read models ${proof.readSide}`,
  ].join('\n');
}

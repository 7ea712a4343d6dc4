import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { System } from '#api/system.js';
import { BUNDLE_SUBJECTS, openBundle } from '#audit/bundle/bundle-format.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { askApi } from './api-here.js';

export const BUNDLE_USAGE =
  'bundle --task ID | --person ID | --unit ID | --directive ID | --period FROM:UNTIL --out FILE [--as-of DATE] [--known-at POSITION|INSTANT] [--checkpoint SIZE]';
export const BUNDLE_HELP =
  'An evidence bundle: the answer, the records that it rests on, their proofs and the signed checkpoint, in one file that `verify` checks without this system. A running system signs; this command waits for it.';

/** `npm run cli -- bundle …`: what `GET /bundles` gives, recorded in the access log as that is. */
export async function writeBundleFile(system: System, args: string[]): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: {
      task: text,
      person: text,
      unit: text,
      directive: text,
      period: text,
      out: text,
      'as-of': text,
      'known-at': text,
      checkpoint: text,
    },
  });
  const about = BUNDLE_SUBJECTS.flatMap((subject) =>
    values[subject] === undefined ? [] : `${subject}:${values[subject]}`,
  );
  const { out } = values;
  if (about.length !== 1 || out === undefined)
    throw new DatabaseProblem('one subject and --out are needed', 'See --help.');
  const query = { for: about[0], asOf: values['as-of'], knownAt: values['known-at'], checkpoint: values.checkpoint };
  const save = async (body: NonNullable<Response['body']>) => {
    const bytes = new Uint8Array(await new Response(body).arrayBuffer());
    const { question, treeSize, ordinals, chosen } = openBundle(bytes).manifest;
    await writeFile(out, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const told = { file: out, sha256, question, treeSize, records: ordinals.length, streams: chosen.streams.length };
    console.log(JSON.stringify(told, null, 2));
  };
  await askApi(system, '/bundles', {}, save, query);
}

import type { RequestListener } from 'node:http';
import { parseArgs } from 'node:util';
import { accessOfThisProcess } from '#api/access-here.js';
import { askInside } from '#api/ask-inside.js';
import { createHttpServer } from '#api/http-server.js';
import { unlimited } from '#api/request-settings.js';
import { knownTimeOf } from '#api/query-fields.js';
import type { ServedSystem } from '#api/app.module.js';
import { compareAnswers } from '#audit/replay/compare.js';
import { dropScratch, openScratch, replayTo, scratchName } from '#audit/replay/scratch-replay.js';
import type { Database } from '#database/database.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { isCivilDate } from '#domain/civil-date.js';
import { KnownAtBeyondHead } from '#read-models/fact-reader.js';
import type { Json } from '#event-log/json.js';

export const REPLAY_USAGE = 'replay --to POSITION|INSTANT [--ask PATH [--as-of DATE] [--lang vi|en]] [--drop]';
export const REPLAY_HELP = `Replays the log from nothing up to a position into a scratch schema of its own, with progress; may be stopped and run
      again. With --ask: prints what a page of the API (tasks/T/who-answers) answers from the scratch alone, and whether
      the live system says the same with that knownAt; exit code 1 if not. With --drop: removes the scratch.`;

export interface ReplayCall {
  system: ServedSystem;
  database: Pick<Database, 'urls'>;
  args: string[];
  signal: AbortSignal;
  print?: (text: string) => void;
  progress?: (text: string) => void;
  prefix?: string;
}

/** `npm run cli -- replay …`. False: the scratch and the live system do not say the same. */
export async function runReplay(call: ReplayCall): Promise<boolean> {
  const { system, database, args, signal, prefix } = call;
  const { print = (text) => console.log(text), progress = (text) => void process.stderr.write(text) } = call;
  const { values } = parseArgs({
    args,
    options: {
      to: { type: 'string' },
      ask: { type: 'string' },
      'as-of': { type: 'string' },
      lang: { type: 'string', default: 'vi' },
      drop: { type: 'boolean', default: false },
    },
  });
  const at = values.to === undefined ? undefined : knownTimeOf(values.to);
  if (at === undefined) throw new DatabaseProblem('--to is no position and no instant', 'See --help.');
  const asOf = values['as-of'] ?? system.reader.today();
  if (!isCivilDate(asOf)) throw new DatabaseProblem('--as-of is no date', 'YYYY-MM-DD.');
  const to = await system.reader
    .known({ knownAt: at }, (known) => Promise.resolve(known.knownAt))
    .catch((error: unknown) => {
      if (!(error instanceof KnownAtBeyondHead)) throw error;
      throw new DatabaseProblem(
        `--to ${at} lies beyond the log, which ends at ${error.head}`,
        'Say an earlier position.',
      );
    });
  const scratch = { urls: database.urls, to, ...(prefix === undefined ? {} : { prefix }) };
  if (values.drop && values.ask === undefined) {
    print(JSON.stringify({ schema: scratchName(to, prefix), dropped: await dropScratch(scratch) }, null, 2));
    return true;
  }
  const replay = await replayTo({
    ...scratch,
    log: system.log,
    signal,
    onProgress: ({ ordinal, head, rate, secondsLeft }) =>
      progress(`\r${ordinal}/${head}  ${Math.round(rate)}/s  ${Math.ceil(secondsLeft)} s left   `),
  });
  progress('\n');
  const stopped = replay.reached < to;
  let same = true;
  if (values.ask === undefined || stopped) {
    print(JSON.stringify({ schema: scratchName(to, prefix), to, ...replay, stopped }, null, 2));
  } else {
    same = await asked(call, scratch, { path: values.ask, asOf, language: values.lang === 'en' ? 'en' : 'vi' }, print);
  }
  if (values.drop) await dropScratch(scratch);
  return same;
}

/** The page from the scratch without a known time, for it has nothing later; from the live system with it. */
async function asked(
  { system }: ReplayCall,
  scratch: Parameters<typeof openScratch>[0],
  question: { path: string; asOf: string; language: 'vi' | 'en' },
  print: (text: string) => void,
): Promise<boolean> {
  const { asOf, path, language } = question;
  const { to } = scratch;
  const { reader, close } = openScratch(scratch);
  try {
    const replayed = await page({ ...system, reader }, path, { asOf });
    const live = await page(system, path, { asOf, knownAt: String(to) });
    const sides = [live, replayed].map((answer) => ({ asOf, knownAt: to, answer }));
    const [from, against] = sides;
    if (!from || !against) throw new Error('two answers were asked for');
    const { same, differences } = await compareAnswers(system.reader, from, against, language);
    const exact = same && JSON.stringify(live) === JSON.stringify(replayed);
    print(JSON.stringify({ path, asOf, knownAt: to, equalToLive: exact, differences, answer: replayed }, null, 2));
    return exact;
  } finally {
    await close();
  }
}

async function page(system: ServedSystem, path: string, times: Record<string, string>): Promise<Json> {
  const url = new URL(`/${path.replace(/^\//, '')}`, 'http://replay.invalid');
  for (const [name, value] of Object.entries(times)) url.searchParams.set(name, value);
  const { access, headers } = accessOfThisProcess();
  const app = await createHttpServer(system, access, unlimited());
  try {
    await app.init();
    const api = app.getHttpAdapter().getInstance() as RequestListener;
    const { status, body } = await askInside(api, `${url.pathname}${url.search}`, headers);
    if (status !== 200)
      throw new DatabaseProblem(`${status} ${JSON.stringify(body)}`, 'Check the path and the position.');
    return body;
  } finally {
    await app.close();
  }
}

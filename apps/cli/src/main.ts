import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { parseArgs } from 'node:util';
import { ProcessLife, tell } from '#api/process-life.js';
import { openSystem, type System } from '#api/system.js';
import { witnessKeys } from '#audit/ledger/ledger-settings.js';
import { openDesk } from '#commands/open-desk.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { type Database, databaseSettings, openDatabase } from '#database/database.js';
import { askWhoAnswers } from '#read-models/accountability.js';
import { BUNDLE_HELP, BUNDLE_USAGE, writeBundleFile } from './bundle.js';
import { EXPORT_HELP, EXPORT_USAGE, exportList } from './export.js';
import { IMPORT_HELP, IMPORT_USAGE, importList } from './import.js';
import { LEDGER_HELP, LEDGER_USAGE, runLedger } from './ledger.js';
import { KEYS_HELP, KEYS_USAGE, runKeys } from './keys.js';
import { UnreadableList } from './reform/official-list.js';
import { PlanProblem } from './reform/plan.js';
import { runReform } from './reform/reform-command.js';
import { isCivilDate } from '#domain/civil-date.js';
import { copyLogCommand, LOG_COPY_HELP, LOG_COPY_USAGE } from './log-copy.js';
import { plannedReactions, reactionsPage } from './reactions.js';
import { rebuildReadSide } from '#read-models/rebuild.js';
import { verify, VERIFY_HELP, VERIFY_USAGE } from './verify.js';
import { REPLAY_PROOF_HELP, REPLAY_PROOF_USAGE, replayProofCommand } from './replay-proof.js';
import { REPLAY_HELP, REPLAY_USAGE, runReplay } from './replay.js';
import { SIMULATE_HELP, SIMULATE_USAGE, simulateNation } from './simulate.js';
import { EVENTS_HELP, EVENTS_USAGE, runEvents } from './events.js';
import { runWebhooks, WEBHOOKS_HELP, WEBHOOKS_USAGE } from './webhooks.js';
import { printToken, TOKEN_HELP, TOKEN_USAGE } from './token.js';
import { runWitness, WITNESS_HELP, WITNESS_USAGE } from './witness.js';

/** What a command gets: the open parts and its own arguments. */
interface Call {
  system: System;
  database: Database;
  args: string[];
  /** Aborted when somebody stops the process. */
  signal: AbortSignal;
}

/** For a command that does part of its work on files alone. */
interface Opening {
  args: string[];
  signal: AbortSignal;
  open: () => Promise<Omit<Call, 'args'>>;
}

interface CliCommand {
  usage: string;
  help: string;
  /** On an open system. */
  run?: (call: Call) => Promise<void>;
  /** Opens the system itself, if it needs one; prints its own help. */
  begin?: (opening: Opening) => Promise<void>;
  /** Checks something; the exit code comes back, and is 2 where it could not be checked. */
  check?: (opening: Opening) => Promise<number>;
}

const COMMANDS: Readonly<Record<string, CliCommand>> = {
  'who-answers': {
    usage: 'who-answers TASK [--as-of DATE] [--known-at POSITION|INSTANT]',
    help: 'Who answers for a task on a date, as known then; JSON.',
    async run({ system, args }) {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { 'as-of': { type: 'string' }, 'known-at': { type: 'string' } },
      });
      const task = required(positionals[0], 'TASK');
      const at = { asOf: values['as-of'], knownAt: values['known-at'] };
      print(await askWhoAnswers(system.reader, task, at), task);
    },
  },
  events: {
    usage: EVENTS_USAGE,
    help: EVENTS_HELP,
    run: ({ system, args, signal }) => runEvents(system, args, signal),
  },
  webhooks: {
    usage: WEBHOOKS_USAGE,
    help: WEBHOOKS_HELP,
    run: ({ args, ...open }) => runWebhooks(open, args),
  },
  reactions: {
    usage: 'reactions [--as-of DATE] [--from ORDINAL]',
    help: 'How far the reactions are, the last of them, the drafts that wait; JSON. With --as-of: what they would send on that day; nothing is sent. With --from: they go back and react to what was recorded after ORDINAL; nothing is recorded twice.',
    async run({ system, args }) {
      const { values } = parseArgs({ args, options: { 'as-of': { type: 'string' }, from: { type: 'string' } } });
      const from = values.from;
      if (from !== undefined) await system.reactions.goBack(BigInt(checked(from, /^\d{1,15}$/, '--from ORDINAL')));
      const asOf = values['as-of'];
      if (asOf === undefined) return console.log(JSON.stringify(await reactionsPage(system), null, 2));
      if (!isCivilDate(asOf)) throw new DatabaseProblem('--as-of is no date', 'YYYY-MM-DD.');
      console.log(JSON.stringify(await plannedReactions(system, asOf), null, 2));
    },
  },
  rebuild: {
    usage: 'rebuild',
    help: 'Makes the read models anew beside those that are read, compares and swaps them. May be stopped and run again.',
    async run({ system, database }) {
      const { owner, projector } = database.urls;
      const done = await rebuildReadSide({
        log: system.log,
        ownerUrl: owner,
        projectorUrl: projector,
        onProgress: ({ ordinal, head, rate, secondsLeft }) =>
          process.stderr.write(`\r${ordinal}/${head}  ${Math.round(rate)}/s  ${Math.ceil(secondsLeft)} s left   `),
      });
      process.stderr.write('\n');
      console.log(JSON.stringify(done, null, 2));
    },
  },
  ledger: {
    usage: LEDGER_USAGE,
    help: LEDGER_HELP,
    run: runLedger,
  },
  bundle: {
    usage: BUNDLE_USAGE,
    help: BUNDLE_HELP,
    run: ({ system, args }) => writeBundleFile(system, args),
  },
  'replay-proof': {
    usage: REPLAY_PROOF_USAGE,
    help: REPLAY_PROOF_HELP,
    check: async ({ args, signal, open }) => replayProofCommand((await open()).system, args, signal),
  },
  log: {
    usage: LOG_COPY_USAGE,
    help: LOG_COPY_HELP,
    check: ({ args, signal }) => copyLogCommand(args, signal),
  },
  replay: {
    usage: REPLAY_USAGE,
    help: REPLAY_HELP,
    async run(call) {
      if (!(await runReplay(call))) process.exitCode = 1;
    },
  },
  export: {
    usage: EXPORT_USAGE,
    help: EXPORT_HELP,
    run: ({ system, args }) => exportList(system, args),
  },
  simulate: {
    usage: SIMULATE_USAGE,
    help: SIMULATE_HELP,
    run: ({ system, args, signal }) => simulateNation(system, args, signal),
  },
  import: {
    usage: IMPORT_USAGE,
    help: IMPORT_HELP,
    run: ({ system, args, signal }) => importList(system, args, signal),
  },
  verify: {
    usage: VERIFY_USAGE,
    help: VERIFY_HELP,
    begin: async ({ args, open }) => {
      if (args.includes('--help')) return console.log(`npm run cli -- ${VERIFY_USAGE}\n\n${VERIFY_HELP}`);
      process.exitCode = await verify(args, async () => {
        const { system, database, signal } = await open();
        return { log: system.log, database, signal };
      });
    },
  },
  keys: {
    usage: KEYS_USAGE,
    help: KEYS_HELP,
    begin: ({ args, signal }) => runKeys(args, signal),
  },
  token: {
    usage: TOKEN_USAGE,
    help: TOKEN_HELP,
    begin: ({ args }) =>
      args.includes('--help')
        ? Promise.resolve(console.log(`npm run cli -- ${TOKEN_USAGE}\n\n${TOKEN_HELP}`))
        : printToken(args, process.env, (line) => console.log(line)),
  },
  reform: {
    usage: 'reform propose | show | approve | record',
    help: 'The reform of the administrative units from the official lists; `reform --help` says more.',
    begin: (opening) => reform(opening),
  },
  witness: {
    usage: WITNESS_USAGE,
    help: WITNESS_HELP,
    begin: ({ args, signal }) =>
      runWitness({ args, signal, print: (line) => console.log(line), now: () => new Date() }),
  },
};

const HELP = `npm run cli -- COMMAND

${Object.values(COMMANDS)
  .map((command) => `  ${command.usage}\n      ${command.help}`)
  .join('\n')}

Works beside a running system on the same DATA_DIR and KEY_DIR, or alone. Settings: docs/operations.md.`;

const [name, ...args] = process.argv.slice(2);
const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (!command || (args.includes('--help') && !command.begin)) {
  console.log(command ? `npm run cli -- ${command.usage}\n\n${command.help}` : HELP);
  process.exit(command || name === undefined || name === '--help' || name === 'help' ? 0 : 2);
}

await new ProcessLife().run(async (life) => {
  const stop = new AbortController();
  const { signal } = stop;
  let running: Promise<unknown> = Promise.resolve();
  // What is under way comes to an end before what it rests on is closed.
  const comeToAnEnd = async () => {
    stop.abort();
    await running.catch(() => undefined);
  };
  life.closing(comeToAnEnd);
  const open = async () => {
    const database = await openDatabase({ ...databaseSettings(process.env), share: true });
    life.closing(() => database.close());
    const eventStoreUrl = process.env['EVENTSTORE_URL'] || undefined;
    // Beside a running system its projector leads; alone this process projects what is not projected yet.
    const system = await openSystem({ database, eventStoreUrl, project: true, witnessKeys: witnessKeys(process.env) });
    life.closing(() => system.close());
    life.closing(comeToAnEnd);
    return { system, database, signal };
  };
  // Also where nothing was opened, what is under way is told to stop.
  life.closing(() => Promise.resolve(stop.abort()));
  const onOpenSystem = async () => command.run?.({ ...(await open()), args });
  const { begin, check } = command;
  const opening = { args, signal, open };
  running = begin ? begin(opening) : check ? checkedAs(check(opening)) : onOpenSystem();
  await running;
  await life.end();
});

/** @param code of the process, if it could be checked */
async function checkedAs(code: Promise<number>): Promise<void> {
  try {
    process.exitCode = await code;
  } catch (error) {
    tell(error);
    process.exitCode = 2;
  }
}

async function reform({ args, signal, open }: Opening): Promise<void> {
  try {
    await runReform({
      args,
      now: () => new Date(),
      signal,
      print: (text) => console.log(text),
      onProgress: ({ phase, done, all, rate, secondsLeft }) =>
        process.stderr.write(
          `\r${done}/${all}  ${Math.round(rate)}/s  ${Math.ceil(secondsLeft)} s left  ${phase}          ${done === all ? '\n' : ''}`,
        ),
      system: async () => {
        const { system } = await open();
        const { log, outcomes, reader } = system;
        const { desk } = await openDesk({ log, context: reader, outcomes, authority: TRUSTED_PROCESS });
        return { desk, reader };
      },
    });
  } catch (error) {
    if (error instanceof PlanProblem || error instanceof UnreadableList)
      throw new DatabaseProblem(error.message, 'See `npm run cli -- reform --help`');
    throw error;
  }
}

function checked(value: string, form: RegExp, what: string): string {
  if (!form.test(value)) throw new DatabaseProblem(`${what}: not ${value}`, 'See --help.');
  return value;
}

function required(value: string | undefined, what: string): string {
  if (value === undefined) throw new DatabaseProblem(`${what} is missing`, 'See --help.');
  return value;
}

function print(answer: unknown, what: string): void {
  if (answer === null) throw new DatabaseProblem(`${what} is not known`, 'Check the id and the known time.');
  console.log(JSON.stringify(answer, null, 2));
}

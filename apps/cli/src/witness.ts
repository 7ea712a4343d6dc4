import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { parseVkey, type VerifierKey } from '#audit/tree/note-key.js';
import { ProofRefused } from '#audit/tree/proof-refused.js';
import { WitnessDesk } from '#audit/witness/witness-desk.js';
import { openWitnessKey, WitnessProblem } from '#audit/witness/witness-key.js';
import { createWitnessServer } from '#audit/witness/witness-server.js';
import { WitnessStore } from '#audit/witness/witness-store.js';
import { DatabaseProblem, folderProblem } from '#database/database-problem.js';

export const WITNESS_USAGE = 'witness serve | key --dir DIR [--name NAME] [--log-vkey VKEY]… [--port N] [--host HOST]';
export const WITNESS_HELP =
  'A witness of other people’s logs (C2SP tlog-witness), with its own key and memory in DIR; needs no database. `key` prints its public key, and makes it the first time. `serve` cosigns what each log of --log-vkey (as many as wanted) shows, if it goes on from what it showed before; on 127.0.0.1:8099 unless told otherwise.';

/** Requests under way may take this long to be answered, in milliseconds. */
const LAST_ANSWERS_MS = 1500;

export interface WitnessCall {
  readonly args: string[];
  /** Aborted when somebody stops the process. */
  readonly signal: AbortSignal;
  readonly print: (line: string) => void;
  readonly now: () => Date;
}

/** @throws {DatabaseProblem} what the operator can repair, in a sentence */
export async function runWitness(call: WitnessCall): Promise<void> {
  const [task, ...args] = call.args;
  const run = task === 'serve' ? serve : task === 'key' ? showKey : undefined;
  if (!run) throw new DatabaseProblem(`witness ${task ?? ''}: not known`, `npm run cli -- ${WITNESS_USAGE}`);
  try {
    await run(args, call);
  } catch (error) {
    if (error instanceof WitnessProblem) throw new DatabaseProblem(error.message, error.hint);
    throw error;
  }
}

async function showKey(args: string[], { print }: WitnessCall): Promise<void> {
  const { values } = parseArgs({ args, options: { dir: { type: 'string' }, name: { type: 'string' } } });
  const dir = required(values.dir, '--dir');
  const key = await openWitnessKey(dir, values.name);
  print(key.verifier.vkey);
}

async function serve(args: string[], { signal, print, now }: WitnessCall): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      dir: { type: 'string' },
      name: { type: 'string' },
      'log-vkey': { type: 'string', multiple: true },
      port: { type: 'string', default: '8099' },
      host: { type: 'string', default: '127.0.0.1' },
    },
  });
  const dir = required(values.dir, '--dir');
  const logs = required(values['log-vkey'], '--log-vkey').map(logKey);
  const port = Number(values.port);
  if (!/^\d{1,5}$/.test(values.port) || port > 65_535) throw problem(`--port ${values.port} is no port`);
  const key = await openWitnessKey(dir, values.name).catch((error: unknown) => {
    throw error instanceof WitnessProblem ? error : folderProblem(dir, error);
  });
  const desk = new WitnessDesk({ key, logs, store: new WitnessStore(dir), now });
  // A memory that cannot be read is told at the start, not to the first log that asks.
  await desk.lastNotes();

  const server = createWitnessServer(desk, print);
  await listen(server, port, values.host);
  const { port: taken } = server.address() as AddressInfo;
  print(`Witness ${key.verifier.name}: http://${values.host}:${taken}`);
  print(`vkey ${key.verifier.vkey}`);
  for (const { name } of logs) print(`log ${name}`);
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await close(server);
}

function logKey(vkey: string): VerifierKey {
  let key: VerifierKey;
  try {
    key = parseVkey(vkey);
  } catch (error) {
    throw problem(`--log-vkey ${vkey}: ${error instanceof ProofRefused ? error.reason : 'no key'}`);
  }
  if (key.kind !== 'log') throw problem(`--log-vkey ${vkey}: the key of a witness, not of a log`);
  return key;
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(problem(`The witness cannot listen on ${host}:${port}: ${error.message}`)));
    server.listen(port, host, resolve);
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  const cut = setTimeout(() => server.closeAllConnections(), LAST_ANSWERS_MS);
  server.closeIdleConnections();
  await closed;
  clearTimeout(cut);
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw problem(`${name} is missing`);
  return value;
}

function problem(message: string): DatabaseProblem {
  return new DatabaseProblem(message, `npm run cli -- ${WITNESS_USAGE}`);
}

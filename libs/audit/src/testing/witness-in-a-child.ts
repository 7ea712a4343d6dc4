import { transformFileSync } from '@swc/core';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Inside the repository, so that the packages are found, and where nothing is committed. */
const FOLDER = resolve('dist', `witness-in-a-child-${process.pid}`);

const MAIN = `
import { parseVkey } from './tree/note-key.js';
import { WitnessDesk } from './witness/witness-desk.js';
import { openWitnessKey } from './witness/witness-key.js';
import { createWitnessServer } from './witness/witness-server.js';
import { WitnessStore } from './witness/witness-store.js';
const [dir, vkey, death] = process.argv.slice(2);
const kill = () => process.kill(process.pid, 'SIGKILL');
class MortalStore extends WitnessStore {
  async keep(...args) {
    if (death === 'after the check') kill();
    const kept = await super.keep(...args);
    if (death === 'before the answer') kill();
    return kept;
  }
}
const key = await openWitnessKey(dir, 'thanh-tra.example');
const desk = new WitnessDesk({ key, logs: [parseVkey(vkey)], store: new MortalStore(dir), now: () => new Date() });
const server = createWitnessServer(desk, () => undefined);
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port, vkey: desk.vkey }));
process.on('disconnect', () => process.exit());
`;

/** Compiles tree and witness for node processes of their own; once in a test file. */
export function compileWitness(): void {
  for (const part of ['tree', 'witness']) {
    const sources = resolve('libs/audit/src', part);
    mkdirSync(join(FOLDER, part), { recursive: true });
    for (const name of readdirSync(sources)) {
      if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
      const { code } = transformFileSync(join(sources, name), {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
      });
      writeFileSync(join(FOLDER, part, name.replace(/\.ts$/, '.js')), code);
    }
  }
  writeFileSync(join(FOLDER, 'main.js'), MAIN);
}

export function removeCompiledWitness(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

/** When the process kills itself, as a power cut would: `kill -9`. */
export type Death = 'after the check' | 'before the answer' | 'never';

export interface WitnessInAChild {
  readonly url: string;
  readonly vkey: string;
  readonly child: ChildProcess;
  end(): Promise<void>;
}

export async function witnessInAChild(dir: string, logVkey: string, death: Death = 'never'): Promise<WitnessInAChild> {
  const child = fork(join(FOLDER, 'main.js'), [dir, logVkey, death], { execArgv: [], stdio: 'inherit' });
  const [{ port, vkey }] = (await once(child, 'message')) as [{ port: number; vkey: string }];
  const end = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  };
  return { url: `http://127.0.0.1:${port}`, vkey, child, end };
}

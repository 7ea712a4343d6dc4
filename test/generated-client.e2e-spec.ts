import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';
import type { Receipt } from '#commands/command.js';
import type { WhoAnswers } from '#domain/tasks/who-answers.js';
import { DEMO_RECORDS } from '../apps/cli/src/demo/records.js';
import { type RecordedDemo, recordedDemo } from './demo-in-memory.js';
import { type HttpApi, openHttpApi } from './http-api.js';

jest.setTimeout(300_000);

const run = promisify(execFile);
const MODULES = resolve('node_modules');
const SCRIPTS = ['demo-command.ts', 'demo.ts', 'must-not-compile.ts'];
const STRICT = {
  target: 'ES2023',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  module: 'nodenext',
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  outDir: 'out',
};

interface Document {
  paths: Record<string, { post?: { requestBody?: { content: Record<string, { schema: { $ref?: string } }> } } }>;
}

/** An answer without what the two ways of asking say differently: ids of records by their place in the log. */
const comparable = (
  { task, lines, closedOn, coverage }: Pick<WhoAnswers, 'task' | 'lines' | 'closedOn' | 'coverage'>,
  ordinals: ReadonlyMap<string, number>,
) => ({
  task,
  closedOn,
  coverage,
  lines: lines.map((line) => ({ ...line, evidence: line.evidence.map((id) => ordinals.get(id)) })),
});

describe('a client that is generated from the document', () => {
  let folder: string;
  let api: HttpApi;
  let demo: RecordedDemo;

  beforeAll(async () => {
    [api, demo] = await Promise.all([openHttpApi(), recordedDemo()]);
    folder = mkdtempSync(join(tmpdir(), 'trachnhiem-client-'));
    symlinkSync(MODULES, join(folder, 'node_modules'));
    for (const name of SCRIPTS) cpSync(resolve('test/client', name), join(folder, name));
    const { body: document } = await api.get<Document>('/openapi.json');
    const write = (name: string, content: unknown) =>
      writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    write('openapi.json', document);
    write('package.json', { type: 'module' });
    write('demo-records.ts', typedRecords(document, demo));
    write('tsconfig.json', { compilerOptions: STRICT, files: ['demo.ts'] });
    write('tsconfig.wrong.json', {
      compilerOptions: { ...STRICT, noEmit: true, skipLibCheck: true },
      files: ['must-not-compile.ts'],
    });
    await run(process.execPath, [join(MODULES, 'openapi-typescript/bin/cli.js'), 'openapi.json', '-o', 'api.d.ts'], {
      cwd: folder,
    });
  });
  afterAll(async () => {
    await api.close();
    await demo.close();
    rmSync(folder, { recursive: true });
  });

  const compile = async (project: string): Promise<string> => {
    const tsc = [join(MODULES, 'typescript/bin/tsc'), '-p', project, '--pretty', 'false'];
    return run(process.execPath, tsc, { cwd: folder }).then(
      ({ stdout }) => stdout,
      (error: unknown) => (error as { stdout: string }).stdout,
    );
  };

  it('records the five sources, and is answered for each of the 72 tasks as the demo is', async () => {
    expect(await compile('tsconfig.json')).toBe('');
    const token = async (role: 'registrar' | 'auditor') => api.token({ subject: role, roles: [role] });
    const script = [join(folder, 'out/demo.js'), api.url, await token('registrar'), await token('auditor')];
    const { stdout } = await run(process.execPath, script, { maxBuffer: 64 * 1024 * 1024 });
    const { receipts, answers } = JSON.parse(stdout) as { receipts: Receipt[]; answers: WhoAnswers[] };
    expect(receipts).toHaveLength(DEMO_RECORDS.length);

    const recorded = new Map(receipts.flatMap(({ events }) => events.map(({ id, position }) => [id, position])));
    const inProcess = new Map<string, number>();
    for await (const batch of demo.log.readAll(0n)) {
      for (const { id, ordinal } of batch) inProcess.set(id, Number(ordinal));
    }
    const tasks = demo.report.directives.flatMap((directive) => directive.tasks);
    expect(tasks.filter(({ task }) => task.assigned?.kind === 'task')).toHaveLength(72);
    expect(answers.map((answer) => comparable(answer, recorded))).toEqual(
      tasks.map(({ answer }) => comparable(answer, inProcess)),
    );
  });

  it('does not compile where a field, a word or an address is wrong', async () => {
    const said = await compile('tsconfig.wrong.json');
    const lines = [...said.matchAll(/^must-not-compile\.ts\((\d+),/gm)].map(([, line]) => Number(line));
    const wrong = readFileSync(join(folder, 'must-not-compile.ts'), 'utf8')
      .split('\n')
      .flatMap((line, i) => (line.endsWith('// refused') ? [i + 1] : []));
    expect([...new Set(lines)].sort((a, b) => a - b)).toEqual(wrong);
  });
});

/** The demo's commands as literals of the generated types: what the document does not allow does not compile. */
function typedRecords(document: Document, demo: RecordedDemo): string {
  const pathOf = new Map(
    Object.entries(document.paths).flatMap(([path, { post }]) => {
      const name = post?.requestBody?.content['application/json']?.schema.$ref?.split('/').at(-1);
      return name === undefined ? [] : [[name, path]];
    }),
  );
  // Header fields carry visible ASCII only.
  const records = DEMO_RECORDS.map(({ command, key, body }) => ({
    path: pathOf.get(command),
    key: encodeURIComponent(key),
    body,
  }));
  const questions = demo.report.directives.flatMap(({ tasks }) =>
    tasks.map(({ answer }) => ({ task: answer.task, asOf: answer.asOf })),
  );
  return `import type { DemoCommand } from './demo-command.js';
import type { DemoPath } from './demo.js';

export const RECORDS: readonly DemoCommand<DemoPath>[] = ${JSON.stringify(records, null, 1)};
export const QUESTIONS: readonly { task: string; asOf: string }[] = ${JSON.stringify(questions)};
`;
}

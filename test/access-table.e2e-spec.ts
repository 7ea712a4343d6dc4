import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createTestIssuer, type TestIssuer } from '#access/testing/test-issuer.js';
import { createHttpServer } from '#api/http-server.js';
import { unlimited } from '#api/request-settings.js';
import { openSystem, type System } from '#api/system.js';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { loggedId, recordStory } from '#read-models/testing/recorded-story.js';
import { type Cell, cellsOf, expected, type Expected, type Recorded } from './access-cells.js';
import { cityStory, HIDDEN, type Persona, PERSONAS, sees, wordsOf } from './access-fixture.js';

const STATUS: Readonly<Record<Exclude<Expected, 'answered'>, number>> = {
  'not-signed-in': 401,
  'not-allowed': 403,
  'not-there': 404,
};
const AT_ONCE = 8;

interface Asked {
  status: number;
  /** Everything that came, as text: headers too. */
  text: string;
}

describe('the table of rights, walked over HTTP', () => {
  let database: Database;
  let system: System;
  let folder: string;
  let issuer: TestIssuer;
  let cells: Cell[];
  const began = Date.now();
  const opened: NestExpressApplication[] = [];
  beforeAll(async () => {
    [database, issuer] = await Promise.all([createTestDatabase(), createTestIssuer()]);
    folder = await mkdtemp(join(tmpdir(), 'access-table-'));
    const ledger = { keyDir: join(folder, 'keys'), origin: 'example.vn/log' };
    system = await openSystem({ database, project: true, ledger });
    const story = cityStory();
    await recordStory(system.log, story);
    cells = cellsOf(await recorded(await server({ policy: false, rows: false })));
  }, 180_000);
  afterAll(async () => {
    for (const app of opened) await app.close();
    await system.close();
    await database.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['both fences', { policy: true, rows: true }],
    ['the policy taken down', { policy: false, rows: true }],
    ['the rows taken down', { policy: true, rows: false }],
  ] as const)(
    'with %s nobody sees what the table does not allow',
    async (_, fences) => {
      const url = await server(fences);
      const known = new Map<string, Asked>();
      const auditor = await issuer.token({ roles: ['auditor'], subject: 'auditor' });
      for (const asked of await each(cells, (cell) =>
        ask(url, cell.url, auditor).then((a) => [cell.url, a] as const),
      )) {
        known.set(...asked);
      }
      const faults: string[] = [];
      let walked = 0;
      let guardAlone = 0;
      for (const who of [null, ...PERSONAS]) {
        const token = who && (await issuer.token(claimsOf(who)));
        await each(cells, async (cell) => {
          // Behind the guard of these nothing stands: with it taken down there is nothing to find out.
          if (!fences.policy && cell.row.guardAlone) return void (guardAlone += 1);
          walked += 1;
          const answer = await ask(url, cell.url, token);
          const fault = faultIn(cell, who, answer, known.get(cell.url), fences.policy);
          if (fault !== null) faults.push(`${who?.name ?? 'nobody'} ${cell.url}: ${fault}`);
        });
      }
      process.stdout.write(
        `access table: ${JSON.stringify(fences)} ${walked} cells, ${guardAlone} with the guard as their only fence, ${Math.round((Date.now() - began) / 1000)} s\n`,
      );
      expect(faults.sort().slice(0, 200)).toEqual([]);
      const shown = [...known.values()].map(({ text }) => text).join();
      expect(HIDDEN.flatMap(wordsOf).filter((word) => !shown.includes(word))).toEqual([]);
    },
    600_000,
  );

  /** One server for each pair of fences, all on one system. */
  async function server(fences: { policy: boolean; rows: boolean }): Promise<string> {
    const app = await createHttpServer(system, { verifier: issuer.verifier, fences }, unlimited());
    opened.push(app);
    await app.listen(0, '127.0.0.1');
    return `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  }

  /** A command of the ward's chair, and where the records are. */
  async function recorded(url: string): Promise<Recorded> {
    const token = await issuer.token({ person: 'p-ward-chair' });
    const body = { taskId: 'zq-nv-a', on: '2021-02-03', by: 'pa.ubnd', text: 'đang làm dauvetnva' };
    const sent = await fetch(`${url}/tasks/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const receipt = (await sent.json()) as { commandId: string; events: { id: string }[]; position: number };
    if (sent.status !== 201) throw new Error(JSON.stringify(receipt));
    const size = receipt.position;
    const treeSize = await until(async () => {
      const note = await (await fetch(`${url}/log/checkpoint`)).text();
      const signed = Number(note.split('\n')[1]);
      return signed >= size ? signed : null;
    });
    const accessTreeSize = 1;
    const about = (id: string) => HIDDEN.find((one) => one.id === id) ?? null;
    const story = cityStory();
    const ofTaskB = story.events.find((event) => event.stream === 'task-zq-nv-b')?.id ?? '';
    const logged = loggedId(ofTaskB);
    return {
      commandId: receipt.commandId,
      events: [
        { id: receipt.events[0]?.id ?? '', about: about('zq-nv-a') },
        { id: logged, about: about('zq-nv-b') },
      ],
      treeSize,
      accessTreeSize,
    };
  }
});

function claimsOf({ person, roles, name }: Persona) {
  return { roles, subject: name, ...(person === undefined ? {} : { person }) };
}

async function ask(url: string, path: string, token: string | null): Promise<Asked> {
  const answer = await fetch(`${url}${path}`, token === null ? {} : { headers: { authorization: `Bearer ${token}` } });
  const bytes = Buffer.from(await answer.arrayBuffer()).toString('latin1');
  return { status: answer.status, text: `${JSON.stringify([...answer.headers])}\n${bytes}` };
}

/** Null: as the table says, and no word of what the asker does not see. */
function faultIn(
  cell: Cell,
  who: Persona | null,
  got: Asked,
  auditor: Asked | undefined,
  policy: boolean,
): string | null {
  const words = HIDDEN.filter((one) => who === null || !sees(who, one, cell.answerOn)).flatMap(wordsOf);
  const said = decodeURIComponent(cell.url);
  const leaked = words.filter((word) => got.text.includes(word) && !said.includes(word));
  if (leaked.length > 0 && auditor !== undefined) return `shows ${leaked.join(', ')}`;
  const must = expected(cell, who);
  // The rows alone hide things; who may ask at an address at all, they do not know.
  if (!policy && must === 'not-allowed') return got.status < 500 ? null : `${got.status}`;
  const status = must === 'answered' ? auditor?.status : STATUS[must];
  return got.status === status ? null : `${got.status} instead of ${status} (${must})`;
}

async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = [...items.entries()];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

async function until<T>(found: () => Promise<T | null>): Promise<T> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline;) {
    const value = await found();
    if (value !== null) return value;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('it did not come');
}

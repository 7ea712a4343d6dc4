import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SampleLog } from '../testing/sample-log.js';
import { signerOf } from '../tree/note-key.js';
import { cosignatureLine, parseNote } from '../tree/signed-note.js';
import { type Fed, feedWitness } from './witness-client.js';

const witness = signerOf('thanh-tra.example', 'witness', Buffer.alloc(32, 5));
const log = new SampleLog().grow(9);

interface Answer {
  status: number;
  body?: string;
  /** Never answers. */
  silent?: true;
  /** Closes the connection instead. */
  broken?: true;
}

let server: Server;
let asked: string[];
let answers: Answer[];

beforeAll(async () => {
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push(Buffer.concat(chunks).toString().split('\n', 1)[0]!);
      const answer = answers.shift() ?? { status: 500 };
      if (answer.broken) request.socket.destroy();
      else if (!answer.silent) response.writeHead(answer.status, { Location: '/' }).end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const feed = async (given: Answer[], known = 0, url?: string): Promise<Fed> => {
  [asked, answers] = [[], [...given]];
  return feedWitness({
    witness: { url: url ?? `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, key: witness.verifier },
    checkpoint: log.checkpoint(),
    known,
    consistency: async (from, to) => log.proof(from, to),
    timeout: 2000,
  });
};

const line = cosignatureLine(parseNote(log.checkpoint()).text, witness, 1_700_000_000);
const cosigned = { kind: 'cosigned', line, time: 1_700_000_000 };

describe('a log that feeds a witness', () => {
  it('takes a cosignature that is right, from among others', async () => {
    expect(await feed([{ status: 200, body: line }])).toEqual(cosigned);
    const stranger = cosignatureLine(parseNote(log.checkpoint()).text, signerOf('x', 'witness', Buffer.alloc(32)), 1);
    expect(await feed([{ status: 200, body: stranger + line }])).toEqual(cosigned);
  });

  it('asks again with the proof from the size that the witness names', async () => {
    expect(
      await feed([
        { status: 409, body: '5\n' },
        { status: 200, body: line },
      ]),
    ).toEqual(cosigned);
    expect(asked).toEqual(['old 0', 'old 5']);
    expect(
      await feed(
        [
          { status: 409, body: '0\n' },
          { status: 200, body: line },
        ],
        700,
      ),
    ).toEqual(cosigned);
    expect(asked).toEqual(['old 9', 'old 0']);
  });

  it.each([
    ['another root for the size', [{ status: 409, body: '9\n' }], 9, { kind: 'conflict', size: 9 }],
    ['no proof from its size', [{ status: 409, body: '5\n' }, { status: 422 }], 0, { kind: 'conflict', size: 5 }],
    ['a longer tree', [{ status: 409, body: '12\n' }], 5, { kind: 'ahead', size: 12 }],
  ] as const)('finds a conflict: %s', async (_, given, known, outcome) => {
    expect(await feed([...given], known)).toMatchObject(outcome);
  });

  it.each([
    ['it does not know the log', { status: 404, body: 'not known\n' }, 'not known'],
    ['it does not take the signature', { status: 403, body: 'no signature\n' }, 'no signature'],
    ['it does not read the request', { status: 400, body: 'no\n' }, 'no'],
    ['it names no size', { status: 409, body: 'five\n' }, 'it names no size'],
    ['it answers no cosignature', { status: 200, body: 'ok\n' }, 'without a cosignature of thanh-tra.example'],
    ['it cosigns something else', { status: 200, body: cosignatureLine('x\n', witness, 1) }, 'without a cosignature'],
  ])('is refused: %s', async (_, answer, reason) => {
    expect(await feed([answer])).toMatchObject({
      kind: 'refused',
      status: answer.status,
      reason: expect.stringContaining(reason),
    });
  });

  it.each([
    ['an error of its own', [{ status: 500 }]],
    ['too busy', [{ status: 429 }]],
    ['silence', [{ status: 200, silent: true as const }]],
    ['a way to somewhere else', [{ status: 307 }]],
    ['an answer at length', [{ status: 200, body: 'x'.repeat(100_000) }]],
    ['another size each time', ['1', '2', '3', '4', '5'].map((size) => ({ status: 409, body: `${size}\n` }))],
  ])('finds it away: %s', async (_, given) => {
    expect(await feed(given)).toMatchObject({ kind: 'away', reason: expect.any(String) });
  });

  it('asks once more if the connection breaks', async () => {
    const broken = { status: 0, broken: true as const };
    expect(await feed([broken, { status: 200, body: line }])).toEqual(cosigned);
    expect(await feed([broken, broken, { status: 200, body: line }])).toMatchObject({ kind: 'away' });
  });

  it('finds it away where nobody listens', async () => {
    expect(await feed([], 0, 'http://127.0.0.1:9')).toMatchObject({ kind: 'away' });
  });
});

import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SampleLog } from '../testing/sample-log.js';
import { openNote, parseNote } from '../tree/signed-note.js';
import { WitnessDesk } from './witness-desk.js';
import { openWitnessKey } from './witness-key.js';
import { createWitnessServer } from './witness-server.js';
import { WitnessStore } from './witness-store.js';

const NOW = new Date('2026-11-24T05:00:00Z');
let dir: string;
let server: Server;
let url: string;
let now: Date;
let said: string[];

async function start(): Promise<void> {
  const key = await openWitnessKey(dir, 'thanh-tra.example');
  const desk = new WitnessDesk({
    key,
    logs: [new SampleLog().key.verifier],
    store: new WitnessStore(dir),
    now: () => now,
  });
  server = createWitnessServer(desk, (line) => said.push(line));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function stop(): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'trachnhiem-witness-'));
  now = NOW;
  said = [];
  await start();
});

afterEach(async () => {
  await stop();
  rmSync(dir, { recursive: true, force: true });
});

const post = async (body: string | Buffer, path = '/add-checkpoint') => {
  const response = await fetch(url + path, { method: 'POST', body });
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() };
};

/** Where the log's notes and evidence lie. */
const folder = () => join(dir, readdirSync(dir, { withFileTypes: true }).find((entry) => entry.isDirectory())!.name);

describe('add-checkpoint', () => {
  it('answers 200 with the cosignature, in the form of tlog-cosignature', async () => {
    const log = new SampleLog().grow(5);
    const answer = await post(log.request(0));
    expect(answer.status).toBe(200);
    const { verifier } = await openWitnessKey(dir);
    const { signatures } = openNote(log.checkpoint() + answer.text, [verifier]);
    expect(signatures).toMatchObject([{ key: { name: 'thanh-tra.example' }, time: NOW.getTime() / 1000 }]);
    expect(answer.text).toMatch(/^— thanh-tra\.example \S+\n$/);
    expect((await post(new SampleLog().grow(300).request(5))).status).toBe(200);
  });

  it('has kept the checkpoint before it answers', async () => {
    const { text } = await post(new SampleLog().grow(5).request(0));
    const [name = ''] = readdirSync(folder());
    expect(readFileSync(join(folder(), name), 'utf8')).toBe(new SampleLog().grow(5).checkpoint() + text);
  });

  it('answers 409 with its size, as text/x.tlog.size', async () => {
    await post(new SampleLog().grow(5).request(0));
    const conflict = { status: 409, type: 'text/x.tlog.size', text: '5\n' };
    expect(await post(new SampleLog().grow(9).request(0))).toEqual(conflict);
    expect(await post(new SampleLog().grow(4).request(4))).toEqual(conflict);
    expect(await post(new SampleLog().grow(5, 'khác').request(5))).toEqual(conflict);
  });

  it('answers 400, 403, 404 and 422 as the protocol says', async () => {
    await post(new SampleLog().grow(5).request(0));
    const checkpoint = new SampleLog().grow(9).checkpoint();
    const answers = [
      await post('old x\n\n'),
      await post(Buffer.concat([Buffer.from(new SampleLog().grow(9).request(5)), Buffer.of(0xff)])),
      await post(`old 10\n\n${checkpoint}`),
      await post(new SampleLog('log.example/nhiệm-vụ', 2).grow(9).request(5)),
      await post(new SampleLog('other.example').grow(9).request(5)),
      await post(`old 5\n\n${checkpoint}`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 403, 404, 422]);
    expect(answers.every(({ text }) => text.endsWith('\n') && !/\bat .*:\d+/.test(text))).toBe(true);
    // Nothing of that has moved it.
    expect((await post(new SampleLog().grow(9).request(5))).status).toBe(200);
  });

  it('answers 405, 413 and 404 to what is no request of the protocol', async () => {
    expect((await fetch(`${url}/add-checkpoint`)).status).toBe(405);
    expect((await post('x'.repeat(200_000)).catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await post('', '/add-tree')).status).toBe(404);
    expect((await post(new SampleLog().grow(1).request(0))).status).toBe(200);
  });

  it('answers 500 without a cosignature, and nothing of the inside, if its memory is damaged', async () => {
    await post(new SampleLog().grow(5).request(0));
    const [name = ''] = readdirSync(folder());
    writeFileSync(join(folder(), name), new SampleLog().grow(5).checkpoint());
    const answer = await post(new SampleLog().grow(9).request(5));
    expect(answer).toMatchObject({ status: 500, text: 'the witness could not answer; nothing was signed\n' });
    expect(said.join()).toContain('no signature of a trusted key');
  });

  it('keeps what a log signed against itself, once, and tells the operator', async () => {
    await post(new SampleLog().grow(5).request(0));
    const other = new SampleLog().grow(5, 'khác').request(5);
    await post(other);
    await post(other);
    await post(new SampleLog().grow(9, 'khác').request(5));
    const evidence = join(folder(), 'evidence');
    expect(readdirSync(evidence)).toHaveLength(2);
    expect(readdirSync(evidence).map((name) => readFileSync(join(evidence, name), 'utf8'))).toContain(other);
    expect(said).toHaveLength(3);
  });

  it('gives no cosignature an earlier time than the one before, whatever its clock does', async () => {
    await post(new SampleLog().grow(5).request(0));
    now = new Date('2020-01-01T00:00:00Z');
    const { text } = await post(new SampleLog().grow(9).request(5));
    const { verifier } = await openWitnessKey(dir);
    const [signature] = openNote(new SampleLog().grow(9).checkpoint() + text, [verifier]).signatures;
    expect(signature?.time).toBe(NOW.getTime() / 1000);
  });

  it('goes on after a restart where it was', async () => {
    await post(new SampleLog().grow(5).request(0));
    await stop();
    await start();
    expect(await post(new SampleLog().grow(9).request(0))).toMatchObject({ status: 409, text: '5\n' });
    expect((await post(new SampleLog().grow(9).request(5))).status).toBe(200);
  });

  it('shows people who it is and what it cosigned last', async () => {
    await post(new SampleLog().grow(5).request(0));
    const { text } = await post(new SampleLog().grow(9).request(5));
    const page = await (await fetch(url)).text();
    const { verifier } = await openWitnessKey(dir);
    expect(page).toBe(`${verifier.vkey}\n\n${new SampleLog().grow(9).checkpoint()}${text}`);
  });

  it('does not wait for ever for the rest of a request', () => {
    expect([server.requestTimeout, server.headersTimeout, server.maxConnections]).toEqual([10_000, 5000, 256]);
  });

  it('goes on when whoever asked hangs up in the middle', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write('POST /add-checkpoint HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\nold 0\n');
    socket.destroy();
    expect((await post(new SampleLog().grow(5).request(0))).status).toBe(200);
  });
});

describe('many at once', () => {
  it('cosigns one of them, if all go on from the same size', async () => {
    await post(new SampleLog().grow(5).request(0));
    const bodies = Array.from({ length: 40 }, (_, i) =>
      new SampleLog()
        .grow(5)
        .grow(6 + i, i % 2 === 0 ? 'thật' : 'khác')
        .request(5),
    );
    const answers = await Promise.all(bodies.map((body) => post(body)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(39);
    const winner = answers.findIndex(({ status }) => status === 200);
    const page = await (await fetch(url)).text();
    expect(page).toContain(parseNote(bodies[winner]!.slice(bodies[winner]!.indexOf('\n\n') + 2)).text);
  });
});

import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { post, type PostRules } from './post.js';
import { ANSWERS, Receiver } from './testing/receiver.js';

const development: PostRules = { loopback: true, timeoutMs: 400 };

describe('sending a webhook', () => {
  let receiver: Receiver;
  beforeEach(async () => {
    receiver = await Receiver.open();
  });
  afterEach(() => receiver.close());
  const send = (rules: PostRules = development, url = receiver.url) =>
    post(new URL(url), { 'x-a': 'b' }, '{"ồ":1}', rules);

  it('brings headers and body, and takes the status for the answer', async () => {
    expect(await send()).toEqual({ outcome: 'delivered', status: 204, retryAfterMs: null });
    expect(receiver.received).toEqual([
      { headers: expect.objectContaining({ 'x-a': 'b', 'content-length': '9' }), body: '{"ồ":1}' },
    ]);
  });

  it.each([
    ['a failure', ANSWERS.status(500), { outcome: 'status', status: 500, retryAfterMs: null }],
    [
      'one that asks for time',
      ANSWERS.status(503, { 'retry-after': '7' }),
      { outcome: 'status', status: 503, retryAfterMs: 7000 },
    ],
    [
      'one with another form of it',
      ANSWERS.status(429, { 'retry-after': 'Wed, 21 Oct 2026 07:28:00 GMT' }),
      { outcome: 'status', status: 429, retryAfterMs: null },
    ],
    ['the end', ANSWERS.status(410), { outcome: 'gone', status: 410, retryAfterMs: null }],
    ['silence', ANSWERS.silence, { outcome: 'timeout', status: null, retryAfterMs: null }],
    ['a cut connection', ANSWERS.drop, { outcome: 'connection', status: null, retryAfterMs: null }],
    ['an answer without end', ANSWERS.huge, { outcome: 'delivered', status: 200, retryAfterMs: null }],
    ['an answer that drips', ANSWERS.drip, { outcome: 'delivered', status: 200, retryAfterMs: null }],
    ['headers without measure', ANSWERS.hugeHeaders, { outcome: 'connection', status: null, retryAfterMs: null }],
  ])('tells %s', async (_, behaviour, expected) => {
    receiver.behave = behaviour;
    expect(await send()).toEqual(expected);
  });

  it('follows no redirect', async () => {
    const other = await Receiver.open();
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.behave = ANSWERS.status(status, { location: other.url });
      expect(await send()).toMatchObject({ outcome: 'redirect', status });
    }
    expect(other.received).toEqual([]);
    await other.close();
  });

  it('connects to nothing on this machine or in its network unless development allows it', async () => {
    for (const host of ['127.0.0.1', '[::ffff:127.0.0.1]', '[::1]', '169.254.169.254', '10.0.0.1'])
      expect([host, await send({ loopback: false }, `http://${host}:${receiver.port}/`)]).toEqual([
        host,
        { outcome: 'address-refused', status: null, retryAfterMs: null },
      ]);
    expect(receiver.received).toEqual([]);
  });

  it('looks at what a name stands for each time, and goes nowhere else: DNS rebinding', async () => {
    const url = `http://rebind.example.vn:${receiver.port}/`;
    const names = [['127.0.0.1'], ['93.184.216.34', '10.0.0.1'], ['::ffff:7f00:1'], ['169.254.169.254'], []];
    const resolve = () => Promise.resolve(names.shift() ?? []);
    const outcomes = [];
    for (let i = 0; i < 5; i++) outcomes.push((await send({ loopback: false, timeoutMs: 400, resolve }, url)).outcome);
    expect(outcomes).toEqual([...Array<string>(4).fill('address-refused'), 'no-such-host']);
    expect(receiver.received).toEqual([]);
    const once = [['127.0.0.1'], ['10.0.0.1']];
    const turning = () => Promise.resolve(once.shift() ?? []);
    expect((await send({ ...development, resolve: turning }, url)).outcome).toBe('delivered');
    expect((await send({ ...development, resolve: turning }, url)).outcome).toBe('address-refused');
    expect(receiver.received).toHaveLength(1);
  });

  it('tells a name that is none, a port that nobody listens on, and a server without TLS', async () => {
    const failing = () => Promise.reject(new Error('ENOTFOUND'));
    expect((await send({ ...development, resolve: failing }, 'http://gone.example.vn/')).outcome).toBe('no-such-host');
    const free = createServer();
    const port = await new Promise<number>((resolve) =>
      free.listen(0, '127.0.0.1', () => {
        const { port: taken } = free.address() as AddressInfo;
        free.close(() => resolve(taken));
      }),
    );
    expect((await send(development, `http://127.0.0.1:${port}/`)).outcome).toBe('connection');
    expect((await send(development, `https://127.0.0.1:${receiver.port}/`)).outcome).toBe('connection');
    expect(receiver.received).toEqual([]);
  });
});

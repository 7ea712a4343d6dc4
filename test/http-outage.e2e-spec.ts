import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Problem } from '#api/problem.js';
import type { Receipt } from '#commands/command.js';
import { SUPERUSER } from '#database/roles.js';
import { testCluster } from '#database/testing/test-cluster.js';
import { type Answer, type HttpApi, openHttpApi } from './http-api.js';

describe('while the database is away', () => {
  let api: HttpApi;
  let superuser: pg.Client;

  beforeAll(async () => {
    api = await openHttpApi();
    const { port, passwords } = await testCluster();
    superuser = new pg.Client({
      host: '127.0.0.1',
      port,
      user: SUPERUSER,
      password: passwords.superuser,
      database: 'postgres',
    });
    await superuser.connect();
  });
  afterAll(async () => {
    await superuser.query(`ALTER DATABASE ${api.database} CONNECTION LIMIT -1`);
    await superuser.end();
    await api.close();
  });

  const goAway = async () => {
    await superuser.query(`ALTER DATABASE ${api.database} CONNECTION LIMIT 0`);
    await superuser.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [api.database]);
  };
  const comeBack = () => superuser.query(`ALTER DATABASE ${api.database} CONNECTION LIMIT -1`);
  const register = (i: number) =>
    api.post<Receipt & Problem>(
      '/persons',
      { personId: `p-${i}`, name: `Người thứ ${i}` },
      { 'Idempotency-Key': `outage-${i}` },
    );
  const expectAway = ({ status, headers, body }: Answer<Problem>) => {
    expect([status, body.type]).toEqual([503, 'urn:trachnhiem:problem:unavailable']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.stringify(body)).not.toMatch(/postgres|pg_|\bat \//i);
  };

  it('answers 503 with Retry-After, recovers by itself, and loses and doubles nothing', async () => {
    expect((await register(0)).status).toBe(201);
    const underWay = Array.from({ length: 10 }, (_, i) => register(i + 1));
    await goAway();
    const during = await Promise.all(underWay);
    for (const answer of during) if (answer.status !== 201) expectAway(answer);

    expectAway(await register(99));
    expectAway(await api.get<Problem>('/persons/p-0'));
    const ready = await api.get<Record<string, unknown>>('/health/ready');
    expect([ready.status, ready.body['status'], ready.body['database']]).toEqual([503, 'not-ready', 'unavailable']);
    expect((await api.get('/health/live')).status).toBe(200);

    await comeBack();
    const acknowledged = new Map<number, Receipt>();
    for (let tries = 0; acknowledged.size < 12; tries++) {
      if (tries > 100) throw new Error('it did not come back');
      for (const i of [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 99]) {
        const answer = await register(i);
        if (answer.status === 201) acknowledged.set(i, answer.body);
        else expectAway(answer);
      }
      if (acknowledged.size < 12) await pause(100);
    }
    for (const [i, answer] of during.entries()) {
      if (answer.status === 201) expect(acknowledged.get(i + 1)).toEqual(answer.body);
    }
    const last = Math.max(...[...acknowledged.values()].map(({ position }) => position ?? 0));
    expect(last).toBe(12);
    for (let tries = 0; ; tries++) {
      const answer = await api.get<{ events: unknown[] }>(`/records?stream=person-p-99&atLeast=${last}`);
      if (answer.status === 200) {
        expect(answer.body.events).toHaveLength(1);
        break;
      }
      expect([answer.status, tries < 20]).toEqual([503, true]);
      await pause(100);
    }
    expect((await api.get('/health/ready')).status).toBe(200);
  });
});

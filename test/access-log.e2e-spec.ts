import pg from 'pg';
import { READS_OF_PAGES } from '#access/read-policies-of-pages.js';
import { READ_POLICIES } from '#access/read-policies.js';
import { COMMANDS } from '#commands/command-registry.js';
import { type HttpApi, openHttpApi } from './http-api.js';

interface Entries {
  head: number;
  items: { kind: string; actor: string | null; what: Record<string, unknown> }[];
  next: number | null;
}

describe('the access log', () => {
  let api: HttpApi;
  beforeAll(async () => {
    api = await openHttpApi();
    await api.record('/units/places', { unitId: 'qa', name: 'Quận A', level: 'district', from: '2003-12-01' });
    const body = { unitId: 'qa.ubnd', name: 'UBND quận A', place: 'qa', line: 'government', from: '2003-12-01' };
    await api.record('/units/bodies', body);
    await api.record('/persons', { personId: 'p-01', name: 'Người A' });
    const directive = { directiveId: 'cd', form: 'oral', issuer: 'qa.ubnd', title: 'Chỉ đạo', on: '2021-09-01' };
    await api.record('/directives', directive);
    const task = { taskId: 'nv', directiveId: 'cd', title: 'Rà soát', leads: ['qa.ubnd'], on: '2021-09-01' };
    const { position } = await api.record('/tasks', task);
    await api.get(`/tasks/nv?atLeast=${position}`);
  });
  afterAll(() => api.close());

  const as = (person: string) => api.as({ person });
  const entries = async (query: string) => (await as('p-auditor').get<Entries>(`/access-log?${query}`)).body;

  it('finds a row of the policy table for every address that is no command, and a reason', async () => {
    const { paths } = (await api.get<{ paths: Record<string, object> }>('/openapi.json')).body;
    const commands = new Set(Object.keys(COMMANDS).map((name) => name.charAt(0).toLowerCase() + name.slice(1)));
    const routes = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods as Record<string, { operationId?: string }>)
        .filter(([, { operationId = '' }]) => !commands.has(operationId))
        .map(([method]) => `${method.toUpperCase()} ${path}`),
    );
    const outsideTheRouter = READS_OF_PAGES.map(({ action }) => action);
    const rows = READ_POLICIES.map(({ action }) => action).filter((action) => !outsideTheRouter.includes(action));
    expect(rows.sort()).toEqual(routes.sort());
    for (const { why } of READ_POLICIES) expect(why).toMatch(/\S/);
  });

  it('lets a person see who has read about them, and records that too', async () => {
    await as('p-02').get('/persons/p-01?asOf=2021-09-08');
    await as('p-03').get('/persons/p-01');
    await as('p-03').get('/persons/nobody');
    const { items } = await entries('subject=person-p-01');
    expect(items.map(({ kind, actor, what }) => [kind, actor, what['route'], what['status']])).toEqual([
      ['SensitiveRead', 'p-03', 'GET /persons/:personId', 200],
      ['SensitiveRead', 'p-02', 'GET /persons/:personId', 200],
    ]);
    expect(items[1]?.what).toMatchObject({ asOf: '2021-09-08', knownAt: expect.any(Number), rows: 1 });
    expect((await entries('actor=p-03')).items.map(({ what }) => what['status'])).toEqual([404, 200]);
    const own = await entries('actor=p-auditor&subject=person-p-01');
    expect(own.items[0]?.what).toMatchObject({ route: 'GET /access-log', subjects: ['person-p-01'] });
    expect(JSON.stringify(await entries('limit=200'))).not.toContain('Người A');
  });

  it('pages, and keeps to kind and days', async () => {
    const all = await entries('limit=200');
    const seen: unknown[] = [];
    for (let before = ''; ;) {
      const page = await entries(`limit=2${before}&until=2999-01-01&from=2020-01-01`);
      seen.push(...page.items.filter((item) => all.items.some((one) => JSON.stringify(one) === JSON.stringify(item))));
      if (page.next === null) break;
      before = `&before=${page.next}`;
    }
    expect(seen).toEqual(all.items);
    expect((await entries('until=2020-01-01')).items).toEqual([]);
    expect((await entries('kind=AccessDenied')).items).toEqual([]);
  });

  it('has exports and refusals of who may do it, and no ordinary reads', async () => {
    const before = (await entries('limit=1')).head;
    await api.get('/tasks?asOf=2021-09-08');
    await api.get('/tasks/nv/who-answers?asOf=2021-09-08');
    expect((await entries('limit=1')).head).toBe(before + 1);
    const exported = await as('p-04').fetch('/units?asOf=2021-09-08&kind=body&format=csv');
    expect(await exported.text()).toContain('qa.ubnd');
    const { items } = await entries('kind=ListExported');
    expect(items).toMatchObject([
      { actor: 'p-04', what: { route: 'GET /units', asOf: '2021-09-08', format: 'csv', asked: { kind: 'body' } } },
    ]);
    const done = { taskId: 'nv', on: '2021-09-10', by: 'qa.ubnd' };
    const { events } = await api.record('/tasks/completions', done);
    const verdict = { taskId: 'nv', report: events[0]?.id, on: '2021-09-11', by: 'qa.ubnd' };
    const refused = await as('p-05').post('/tasks/verifications', verdict);
    expect(refused.status).toBe(409);
    expect((await entries('kind=AccessDenied')).items).toMatchObject([
      { actor: 'p-05', what: { route: 'POST /tasks/verifications', reason: 'doer-decides-own-work', status: 409 } },
    ]);
  });

  it('cannot be switched off: what it cannot record is not shown, and the rest goes on', async () => {
    const database = new pg.Client({ connectionString: api.urls.owner });
    await database.connect();
    try {
      await database.query('REVOKE INSERT ON access_log.event FROM trachnhiem_app');
      const refused = await api.get<{ type: string }>('/persons/p-01');
      expect([refused.status, refused.body.type]).toEqual([503, 'urn:trachnhiem:problem:access-unrecorded']);
      expect((await api.get('/units?format=csv')).status).toBe(503);
      expect((await api.get('/tasks')).status).toBe(200);
      await expect(database.query('DELETE FROM access_log.event')).rejects.toThrow('append-only');
      await database.query('GRANT INSERT ON access_log.event TO trachnhiem_app');
    } finally {
      await database.end();
    }
    expect((await api.get('/persons/p-01')).status).toBe(200);
  });
});

import { type HttpApi, openHttpApi } from './http-api.js';

interface Told {
  words: string;
  pointers: { before: string | null; after: string | null };
}
interface Comparison {
  view: string;
  from: { asOf: string; knownAt: number; answer: { lines: { holder: string | null }[] } | null };
  to: Comparison['from'];
  same: boolean;
  differences: Told[];
}
interface History {
  items: { event: { type: string; position: number }; differences: Told[] }[];
  next: string | null;
}

describe('history over HTTP', () => {
  let api: HttpApi;
  let before = 0;
  let after = 0;

  beforeAll(async () => {
    api = await openHttpApi();
    await api.record('/units/places', { unitId: 'qa', name: 'Quận A', level: 'district', from: '2003-12-01' });
    const body = { unitId: 'qa.ub', name: 'UBND Quận A', place: 'qa', line: 'government', from: '2003-12-01' };
    await api.record('/units/bodies', body);
    await api.record('/offices', { officeId: 'qa.ct', title: 'Chủ tịch', body: 'qa.ub', head: true });
    for (const n of [1, 2]) await api.record('/persons', { personId: `p-${n}`, name: `Người ${n}` });
    const appointed = { officeId: 'qa.ct', personId: 'p-1', kind: 'appointed', from: '2021-01-01' };
    await api.record('/offices/appointments', appointed);
    const directive = { directiveId: 'cd', form: 'oral', issuer: 'qa.ub', title: 'Chỉ đạo', on: '2021-08-01' };
    await api.record('/directives', directive);
    const task = { taskId: 'nv', directiveId: 'cd', title: 'Rà soát', leads: ['qa.ub'], on: '2021-08-02' };
    before = (await api.record('/tasks', task)).position ?? 0;
    const replaced = { officeId: 'qa.ct', outgoing: 'p-1', incoming: 'p-2', on: '2021-08-20' };
    after = (await api.record('/offices/replacements', replaced)).position ?? 0;
    await api.get(`/tasks/nv/status?atLeast=${after}`);
  });
  afterAll(() => api.close());

  const compare = (query: Record<string, string>, headers = {}) =>
    api.get<Comparison & { status: number; errors: { parameter: string; code: string }[] }>(
      `/compare?${new URLSearchParams(query).toString()}`,
      headers,
    );
  const both = () => ({ from: String(before), to: String(after), asOf: '2021-09-01' });

  it('shows the change of the head among the steps of the task', async () => {
    const { body, headers } = await api.get<History>('/history/tasks/nv?asOf=2021-09-01');
    expect(headers.get('content-language')).toBe('vi');
    expect(body.items.map(({ event, differences }) => [event.type, differences.map((d) => d.words)])).toEqual([
      ['TaskAssigned', ['Bắt đầu có trong hồ sơ']],
      ['HeadReplaced', ['Người chịu trách nhiệm: Chủ tịch, UBND Quận A (Người 1) → Chủ tịch, UBND Quận A (Người 2)']],
    ]);
    const english = await api.get<History>('/history/tasks/nv?asOf=2021-09-01', { 'Accept-Language': 'en' });
    expect(english.body.items[0]?.differences[0]?.words).toBe('Is on record from here on');
    expect((await api.get('/history/tasks/khong-co')).status).toBe(404);
    expect((await api.get('/history/log?cursor=x')).status).toBe(400);
  });

  it('compares a page at two known times: both answers, as the page itself gives them, and what differs', async () => {
    const { status, body } = await compare({ view: 'tasks/nv/who-answers', ...both() });
    expect(status).toBe(200);
    const page = '/tasks/nv/who-answers?asOf=2021-09-01';
    expect(body.from.answer).toEqual((await api.get(`${page}&knownAt=${before}`)).body);
    expect(body.to.answer).toEqual((await api.get(`${page}&knownAt=${after}`)).body);
    expect(body).toMatchObject({
      view: '/tasks/nv/who-answers',
      from: { asOf: '2021-09-01', knownAt: before },
      to: { asOf: '2021-09-01', knownAt: after },
      same: false,
      differences: [
        {
          words: 'Người chịu trách nhiệm: Chủ tịch, UBND Quận A (Người 1) → Chủ tịch, UBND Quận A (Người 2)',
          pointers: { before: '/lines/0', after: '/lines/0' },
        },
      ],
    });
  });

  it('compares lists, two dates, and what was not known yet', async () => {
    const list = await compare({ view: 'persons/p-2', from: '1', to: String(after), asOf: '2021-09-01' });
    expect([list.body.from.answer, list.body.differences.map((d) => d.words)]).toEqual([
      null,
      ['Bắt đầu có trong hồ sơ'],
    ]);
    const dates = await compare({ view: 'tasks?lead=qa.ub', asOf: '2021-08-01', toAsOf: '2021-08-02' });
    expect(dates.body).toMatchObject({
      from: { knownAt: after },
      to: { asOf: '2021-08-02', knownAt: after },
      same: false,
    });
    const nothing = await compare({ view: 'tasks/nv/status', ...both() });
    expect(nothing.body).toMatchObject({ same: true, differences: [] });
    expect((await compare({ view: 'tasks/khong-co', ...both() })).status).toBe(404);
    expect((await compare({ view: 'tasks/nv', from: '999999' })).status).toBe(400);
  });

  it.each([
    ['another host', 'http://169.254.169.254/latest/meta-data', 'not-a-view'],
    ['another host without its scheme', '//example.org/tasks/nv', 'not-a-view'],
    ['itself', 'compare?view=tasks/nv', 'not-a-view'],
    ['itself by a detour', 'tasks/../compare?view=tasks/nv', 'not-a-view'],
    ['a file', 'evidence/00', 'not-a-view'],
    ['what is not made of facts', 'health/live', 'not-a-view'],
    ['what does not exist', 'không/có', 'not-a-view'],
    ['nothing', '/', 'not-a-view'],
    ['a page with times of its own', 'tasks/nv?knownAt=1', 'says-its-times-itself'],
    ['a page with a fault of its own', 'tasks?status=lạ', 'not-in-the-list'],
  ])('refuses to compare %s', async (_, view, code) => {
    const { status, body } = await compare({ view, ...both() });
    expect([status, body.errors[0]?.code]).toEqual([400, code]);
  });
});

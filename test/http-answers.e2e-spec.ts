import type { Receipt } from '#commands/command.js';
import { type HttpApi, openHttpApi } from './http-api.js';

interface Who {
  asOf: string;
  knownAt: number;
  title: string;
  names: { persons: Record<string, string>; units: Record<string, string> };
  lines: { capacity: string; office: string | null; holder: string | null; evidence: string[] }[];
}
interface Page {
  items: { unit?: string; task?: string }[];
  next: string | null;
}

describe('the question of the supervisor, over HTTP', () => {
  let api: HttpApi;
  let last: Receipt;

  beforeAll(async () => {
    api = await openHttpApi();
    await api.record('/units/places', { unitId: 'qa', name: 'Quận A', level: 'district', from: '2003-12-01' });
    await api.record('/units/bodies', {
      unitId: 'qa.ubnd',
      name: 'UBND quận A',
      place: 'qa',
      line: 'government',
      from: '2003-12-01',
    });
    await api.record('/persons', { personId: 'p-01', name: 'Người thứ nhất' });
    await api.record('/persons', { personId: 'p-02', name: 'Người thứ hai' });
    await api.record('/offices', { officeId: 'qa.ubnd.ct', title: 'Chủ tịch', body: 'qa.ubnd', head: true });
    const appointed = { officeId: 'qa.ubnd.ct', personId: 'p-01', kind: 'appointed', from: '2020-01-01' };
    await api.record('/offices/appointments', appointed);
    await api.record('/directives', {
      directiveId: 'cd-1',
      form: 'oral',
      issuer: 'qa.ubnd',
      title: 'Chỉ đạo',
      on: '2021-09-01',
    });
    last = await api.record('/tasks', {
      taskId: 'nv-1',
      directiveId: 'cd-1',
      title: 'Rà soát các chốt',
      leads: ['qa'],
      on: '2021-09-01',
    });
  });
  afterAll(() => api.close());

  const who = async (query: string) => (await api.get<Who>(`/tasks/nv-1/who-answers?${query}`)).body;
  const answering = ({ lines }: Who) => lines.filter((line) => line.capacity === 'answers').map((line) => line.holder);

  it('is answered at once after the writing, with names and evidence', async () => {
    const answer = await who(`asOf=2021-09-02&atLeast=${last.position}`);
    expect(answering(answer)).toEqual(['p-01']);
    expect([answer.asOf, answer.title]).toEqual(['2021-09-02', 'Rà soát các chốt']);
    expect(answer.knownAt).toBeGreaterThanOrEqual(last.position ?? 0);
    expect(answer.names.persons).toEqual({ 'p-01': 'Người thứ nhất' });
    const [record] = answer.lines.flatMap((line) => line.evidence);
    const shown = await api.get<{ id: string; type: string }>(`/records/${record}`);
    expect([shown.status, shown.body.id]).toEqual([200, record]);
  });

  it('keeps the answer of then when something is recorded later', async () => {
    const replaced = await api.record('/offices/replacements', {
      officeId: 'qa.ubnd.ct',
      outgoing: 'p-01',
      incoming: 'p-02',
      on: '2021-08-25',
    });
    const now = await who(`asOf=2021-09-02&atLeast=${replaced.position}`);
    expect(answering(now)).toEqual(['p-02']);
    expect(answering(await who(`asOf=2021-08-01&knownAt=${replaced.position}`))).toEqual([]);
    const then = await who(`asOf=2021-09-02&knownAt=${last.position}`);
    expect([answering(then), then.knownAt]).toEqual([['p-01'], last.position]);
    const instant = last.events[0]?.recordedAt ?? '';
    expect((await who(`asOf=2021-09-02&knownAt=${encodeURIComponent(instant)}`)).knownAt).toBeLessThanOrEqual(
      (replaced.position ?? 0) - 1,
    );
  });

  it('gives text back as it came, composed or decomposed, and finds ids of any script', async () => {
    for (const form of ['NFC', 'NFD']) {
      const name = `Phường Tân Thới Hiệp ${form} 😀`.normalize(form);
      const unitId = `phường-${form}`;
      const { position } = await api.record('/units/places', { unitId, name, level: 'commune', from: '2003-12-01' });
      const { body } = await api.get<{ name: string }>(`/units/${encodeURIComponent(unitId)}?atLeast=${position}`);
      expect(body.name).toBe(name);
    }
  });

  it('records who says that they act, and in which undertaking', async () => {
    const correlation = '3d8f9c1e-5b7a-4c2d-9e6f-1a2b3c4d5e6f';
    const receipt = await api.as({ person: 'người-1' }).record(
      '/persons',
      { personId: 'p-03', name: 'Người thứ ba' },
      {
        'Acting-Office': 'qa.ubnd.ct',
        'X-Correlation-Id': correlation,
      },
    );
    const { body } = await api.get<{ actor: string; office: string }>(
      `/records/${receipt.events[0]?.id}?atLeast=${receipt.position}`,
    );
    expect([body.actor, body.office]).toEqual(['người-1', 'qa.ubnd.ct']);
  });

  it('pages through a list without losing or repeating', async () => {
    const ids = Array.from({ length: 7 }, (_, i) => `trang-${i}`);
    let position: number | null = 0;
    for (const unitId of ids) {
      const receipt = await api.record('/units/places', { unitId, name: unitId, level: 'commune', from: '2003-12-01' });
      position = receipt.position;
    }
    const seen: string[] = [];
    let next: string | null = '';
    for (let pages = 0; next !== null && pages < 20; pages++) {
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`;
      const answer = await api.get<Page>(`/units?kind=place&limit=2&knownAt=${position}${cursor}`);
      expect(answer.body.items.length).toBeLessThanOrEqual(2);
      seen.push(...answer.body.items.map((item) => item.unit ?? ''));
      next = answer.body.next;
    }
    expect(next).toBeNull();
    expect(seen.slice(-7)).toEqual(ids);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('is one command however often and however fast it is sent under one key', async () => {
    const body = { personId: 'p-09', name: 'Người thứ chín' };
    /** While one is under way the others are told so, and send it again. */
    const sent = async (): Promise<Receipt> => {
      for (;;) {
        const answer = await api.post<Receipt>('/persons', body, { 'Idempotency-Key': 'mot-lan' });
        if (answer.status === 201) return answer.body;
        expect(answer).toMatchObject({ status: 409, body: { type: 'urn:trachnhiem:problem:request-in-flight' } });
      }
    };
    const receipts = await Promise.all(Array.from({ length: 8 }, sent));
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
    const { body: records } = await api.get<{ events: unknown[] }>(
      `/records?stream=person-p-09&atLeast=${receipts[0]?.position}`,
    );
    expect(records.events).toHaveLength(1);
  });

  it('tells that it is ready, and how far the read models are', async () => {
    const { status, body } = await api.get<{ projection: { lagEvents: number } }>('/health/ready');
    expect([status, body]).toMatchObject([200, { status: 'ok', database: 'ok', log: 'ok' }]);
    expect(body.projection.lagEvents).toBeGreaterThanOrEqual(0);
  });
});

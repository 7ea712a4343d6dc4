import { readCsv } from '#exchange/csv-file.js';
import { readXlsx } from '#exchange/xlsx-file.js';
import { type HttpApi, openHttpApi } from './http-api.js';

describe('lists as files', () => {
  let api: HttpApi;
  let position: number;
  beforeAll(async () => {
    api = await openHttpApi();
    const names = ['=HYPERLINK("x")', ...Array.from({ length: 204 }, (_, i) => `Xã "${i}", thử`)];
    const csv = names.map((name, i) => {
      const cell = name.replace(/^=/, "'=").replaceAll('"', '""');
      return `x${i};place;"${cell}";commune;2025-07-01`;
    });
    const response = await api.fetch(`/imports?kind=units&list=x&mode=record`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv' },
      body: ['Id;Kind;Name;Level;From', ...csv].join('\n'),
    });
    ({ position } = (await response.json()) as { position: number });
  });
  afterAll(() => api.close());

  const get = (path: string, headers: Record<string, string> = {}) => api.fetch(path, { headers });
  const cells = async (response: Response) => {
    const bytes = new Uint8Array(await response.arrayBuffer());
    const csv = response.headers.get('content-type')?.startsWith('text/csv');
    const rows = csv
      ? readCsv(
          (async function* () {
            yield bytes;
          })(),
        )
      : readXlsx(bytes);
    const found: (readonly string[])[] = [];
    for await (const row of rows) found.push(row.cells);
    return found;
  };

  it('hold every page, with the two dates in every row, in Vietnamese or English', async () => {
    for (const format of ['csv', 'xlsx']) {
      const response = await get(`/units?asOf=2025-08-01&knownAt=${position}&format=${format}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-disposition')).toBe(
        `attachment; filename="Unit-2025-08-01-${position}.${format}"`,
      );
      const [headings, ...rows] = await cells(response);
      expect(headings?.slice(0, 4)).toEqual(['Mã đơn vị', 'Loại', 'Tên', 'Cấp']);
      expect(headings?.slice(-2)).toEqual(['Tính đến ngày', 'Theo bản ghi đến số']);
      expect(rows).toHaveLength(205);
      expect(rows.map((row) => row.slice(0, 4))).toContainEqual(['x204', 'địa phương', 'Xã "203", thử', 'cấp xã']);
      expect(new Set(rows.map((row) => row.slice(-2).join(' ')))).toEqual(new Set([`2025-08-01 ${position}`]));
      expect(rows.map((row) => row[2])).toContain(format === 'csv' ? `'=HYPERLINK("x")` : '=HYPERLINK("x")');
    }
    const english = await get('/units?format=csv', { 'Accept-Language': 'en' });
    expect((await cells(english))[0]?.slice(0, 4)).toEqual(['Unit', 'Kind', 'Name', 'Level']);
  });

  it('are had by Accept too, and JSON stays what is given to whoever takes anything', async () => {
    const table = await get('/units', { Accept: 'text/csv' });
    expect(table.headers.get('content-type')).toMatch(/^text\/csv/);
    expect((await get('/units', { Accept: '*/*' })).headers.get('content-type')).toMatch(/json/);
    expect((await get('/units?format=json', { Accept: 'text/csv' })).headers.get('content-type')).toMatch(/json/);
  });

  it('are problems where the question is wrong', async () => {
    expect((await get('/units?format=pdf')).status).toBe(400);
    expect((await get('/units?format=csv&cursor=x')).status).toBe(400);
    expect((await get('/units?format=csv&knownAt=99999999')).status).toBe(400);
  });

  it('include the papers of a directive and of a unit, as DOCX', async () => {
    const place = { unitId: 'q', name: 'Quận A', level: 'district', from: '2003-12-01' };
    await api.record('/units/places', place);
    const body = { unitId: 'q.ub', name: 'UBND quận A', place: 'q', line: 'government', from: '2003-12-01' };
    await api.record('/units/bodies', body);
    const directive = { directiveId: 'vb', form: 'oral', issuer: 'q.ub', title: 'Chỉ đạo', on: '2021-09-01' };
    await api.record('/directives', directive);
    const task = { taskId: 'nv', directiveId: 'vb', title: 'Rà soát', leads: ['q.ub'], on: '2021-09-01' };
    const { position: at } = await api.record('/tasks', task);
    for (const path of ['/directives/vb/follow-up-report', '/units/q.ub/accountability-sheet']) {
      const response = await get(`${path}?asOf=2021-09-08&atLeast=${at}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([response.status, bytes.subarray(0, 2).toString()]).toEqual([200, 'PK']);
      expect(response.headers.get('content-disposition')).toMatch(/\.docx"$/);
    }
    expect((await get('/directives/khong-co/follow-up-report')).status).toBe(404);
  });
});

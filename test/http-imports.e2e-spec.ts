import type { ImportAnswer } from '#api/import.controller.js';
import type { Problem } from '#api/problem.js';
import { type HttpApi, openHttpApi } from './http-api.js';

const UNITS = `Mã đơn vị;Loại đơn vị;Tên đơn vị;Cấp;Mã đơn vị cấp trên;Từ ngày
t1;địa phương;Tỉnh A;tỉnh;;01/01/2004
x1;địa phương;Xã B;xã;t1;01/07/2025
x2;địa phương;Xã C;xã;t9;01/07/2025
`;

describe('imports over HTTP', () => {
  let api: HttpApi;
  beforeAll(async () => {
    api = await openHttpApi();
  });
  afterAll(() => api.close());

  const send = async <T>(query: string, body: string | Buffer, headers: Record<string, string> = {}) => {
    const response = await api.fetch(`/imports?kind=units&list=Th%E1%BB%AD&${query}`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/csv', ...headers },
      body: new Uint8Array(Buffer.from(body)),
    });
    return { status: response.status, body: (await response.json()) as T };
  };
  const units = async (position: number) =>
    (await api.get<{ items: { unit: string }[] }>(`/units?atLeast=${position}`)).body.items.map((item) => item.unit);

  it('are dry runs unless recording is asked for, in the language of the caller', async () => {
    const dry = await send<ImportAnswer>('', UNITS, { 'Accept-Language': 'en' });
    expect(dry.status).toBe(200);
    expect(dry.body).toMatchObject({ dryRun: true, rows: 3, counts: { new: 2, refused: 1 } });
    expect(dry.body.problems).toEqual([
      { row: 4, column: null, code: 'unit-unknown', detail: expect.stringMatching(/: t9\.$/) },
    ]);
    expect(await units(dry.body.position)).toEqual([]);
    const run = await send<ImportAnswer>('mode=record&listAsOf=2025-07-01', UNITS);
    expect(run.body).toMatchObject({ dryRun: false, list: 'Thử, 2025-07-01', counts: { new: 2, refused: 1 } });
    expect(await units(run.body.position)).toEqual(['t1', 'x1']);
    const again = await send<ImportAnswer>('mode=record&listAsOf=2025-07-01', UNITS);
    expect(again.body.counts).toMatchObject({ new: 0, unchanged: 2 });
  });

  it('refuse what is no list of the kind, with its reason', async () => {
    const wrong = await send<Problem>('', 'Cột lạ;Cột khác\n1;2\n');
    expect([wrong.status, wrong.body.type]).toEqual([422, 'urn:trachnhiem:problem:file-unreadable']);
    expect(wrong.body.detail).toMatch(/^Thiếu cột: Mã đơn vị, .*Không có cột: Cột lạ, Cột khác\./);
    expect((await send<Problem>('', UNITS, { 'Content-Type': 'application/pdf' })).status).toBe(415);
    expect((await send<Problem>('', Buffer.alloc(6 * 1024 * 1024, 'a'))).status).toBe(413);
    expect((await send<Problem>('mode=vi-du', UNITS)).status).toBe(400);
  });

  it('have a template that can be filled in and imported', async () => {
    const template = await api.get<string>('/imports/templates/units');
    expect(template.headers.get('content-type')).toMatch(/^text\/csv/);
    expect((await send<ImportAnswer>('', template.body)).body.counts.invalid).toBe(0);
  });
});

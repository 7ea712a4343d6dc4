import { writeXlsxStream } from 'hucre/xlsx';
import { APPOINTMENTS } from './import-appointments.js';
import { CASE_COUNTS } from './import-case-counts.js';
import { DIRECTIVES } from './import-directives.js';
import { TASKS } from './import-tasks.js';
import { UNITS } from './import-units.js';
import { type ImportUnderTest, openImport } from './testing/imported.js';

const PLACES = `Mã đơn vị;Loại đơn vị;Tên đơn vị;Cấp;Mã đơn vị cấp trên;Mã địa phương;Hệ thống;Từ ngày
t1;địa phương;Tỉnh A;tỉnh;;;;01/01/2004
x1;địa phương;Xã B;xã;t1;;;1/7/2025
x1.ub;cơ quan;UBND xã B;;;x1;chính quyền;2025-07-01
`;

let system: ImportUnderTest;
beforeEach(async () => {
  system = await openImport();
});
afterEach(() => system.close());

describe('an import of units', () => {
  it('records what is new, with the list and the row as its source', async () => {
    const { counts, rows } = await system.run(UNITS, PLACES);
    expect([rows, counts]).toEqual([3, { new: 3, changed: 0, unchanged: 0, decide: 0, refused: 0, invalid: 0 }]);
    const [event] = await system.log.readStream('unit-x1.ub');
    expect(event?.data).toMatchObject({ name: 'UBND xã B', place: 'x1', line: 'government', from: '2025-07-01' });
    expect(event?.meta).toEqual({ source: { document: 'Danh sách thử, 2025-07-01', line: 4 } });
  });

  it('records nothing when it is imported again', async () => {
    await system.run(UNITS, PLACES);
    const { counts } = await system.run(UNITS, PLACES);
    expect(counts).toMatchObject({ new: 0, unchanged: 3 });
    expect(await system.recorded()).toHaveLength(3);
  });

  it('makes of a changed row the command that corrects it, from the day of the list or of the row', async () => {
    await system.run(UNITS, PLACES);
    const changed = PLACES.replace('Xã B;xã;t1', 'Phường B;xã;t1')
      .replace('Từ ngày', 'Từ ngày;Ngày thay đổi')
      .replace('UBND xã B;;', 'UBND phường B;;');
    const { counts } = await system.run(
      UNITS,
      changed.replace('chính quyền;2025-07-01', 'chính quyền;2025-07-01;15/08/2025'),
    );
    expect(counts).toMatchObject({ changed: 2, unchanged: 1 });
    expect((await system.recorded()).slice(3)).toEqual([
      { type: 'UnitRenamed', data: { unitId: 'x1', name: 'Phường B', on: '2025-07-01' } },
      { type: 'UnitRenamed', data: { unitId: 'x1.ub', name: 'UBND phường B', on: '2025-08-15' } },
    ]);
    expect((await system.run(UNITS, PLACES.replace('Xã B;xã;t1', 'Phường B;xã;t1'), {})).counts.unchanged).toBe(3);
  });

  it('leaves to a person what no command changes', async () => {
    await system.run(UNITS, PLACES);
    const { told, counts } = await system.run(
      UNITS,
      PLACES.replace('1/7/2025', '1/8/2025').replace('x1;chính quyền', 't1;chính quyền'),
    );
    expect(counts).toMatchObject({ decide: 2, unchanged: 1 });
    expect(told).toEqual([
      expect.stringMatching(/^3 Từ ngày: Ngày bắt đầu khác/),
      expect.stringMatching(/^4 Mã địa phương: Khác với dữ liệu đã ghi/),
    ]);
  });

  it('takes English headings, commas, a byte order mark, decomposed marks and headings without marks', async () => {
    const english = '\uFEFFId,Kind,NAME,level,Parent,From\r\nt1,place,"Tỉnh A, cũ",province,,2004-01-01\r\n';
    expect((await system.run(UNITS, english)).counts.new).toBe(1);
    const decomposed = PLACES.normalize('NFD').replace('t1;địa'.normalize('NFD'), 't2;địa'.normalize('NFD'));
    expect((await system.run(UNITS, decomposed)).counts.new).toBe(3);
    const bare = 'MA DON VI;Loai don vi;ten don vi;cap;tu ngay\nt3;dia phuong;Tỉnh C;TINH;02/01/2004\n';
    expect((await system.run(UNITS, bare)).counts.new).toBe(1);
    expect((await system.recorded())[0]?.data).toMatchObject({ name: 'Tỉnh A, cũ' });
  });

  it('takes parents that stand below their children', async () => {
    const [head = '', t1 = '', x1 = '', ub = ''] = PLACES.split('\n');
    const { counts } = await system.run(UNITS, [head, ub, x1, t1].join('\n'));
    expect(counts).toMatchObject({ new: 3, refused: 0 });
  });

  it('reports row, column and what is wrong, and records the good rows', async () => {
    const bad = `${PLACES}x2;địa phương;Xã C;xã;t9;;;01/07/2025
x3;địa phương;Xã D;phố;t1;;;31/02/2025
x4;cơ quan;UBND xã E;;;x1;;01/07/2025
x1;địa phương;Xã F;xã;t1;;;01/07/2025
x 5;địa phương;=1+1;xã;t1;;;01/07/2025
`;
    const { counts, told } = await system.run(UNITS, bad);
    expect(counts).toMatchObject({ new: 3, refused: 1, invalid: 4 });
    expect(told.sort()).toEqual([
      '5 -: Chưa có đơn vị này trong hồ sơ: t9.',
      expect.stringMatching(/^6 Cấp: Chỉ nhận một trong các giá trị: trung ương, .*: phố\.$/),
      '6 Từ ngày: Phải là ngày có thật trong lịch, dạng ngày/tháng/năm hoặc năm-tháng-ngày: 31/02/2025.',
      expect.stringMatching(/^7 Hệ thống: isIn/),
      '8 -: Trùng với dòng 3.',
      expect.stringMatching(/^9 Tên đơn vị: Ô bắt đầu bằng dấu =/),
    ]);
  });

  it('refuses headings that are missing, unknown or doubled before it records anything', async () => {
    const file = PLACES.replace('Tên đơn vị', 'Tên gọi').replace('Hệ thống', 'Cấp');
    await expect(system.run(UNITS, file)).rejects.toThrow('missing: Tên đơn vị; unknown: Tên gọi; twice: Cấp');
    expect(await system.recorded()).toEqual([]);
  });
});

describe('a dry run', () => {
  it('hears the refusals of the rules, also of rows that stand on rows before them, and records nothing', async () => {
    const appointed = `Mã chức vụ;Chức vụ;Mã cơ quan;Là người đứng đầu;Mã người;Họ và tên;Từ ngày
x1.ub.ct;Chủ tịch UBND xã B;x1.ub;có;ng-1;Người A;01/07/2025
x1.ub.ct;;;;ng-2;Người B;01/07/2025
`;
    await system.run(UNITS, PLACES);
    const before = await system.recorded();
    const dry = await system.run(APPOINTMENTS, appointed, { dryRun: true });
    expect(dry.counts).toMatchObject({ new: 1, refused: 1 });
    expect(dry.told).toEqual([expect.stringMatching(/^3 -: .*: x1\.ub\.ct\.$/)]);
    expect(await system.recorded()).toEqual(before);
    const real = await system.run(APPOINTMENTS, appointed);
    expect([real.counts, real.told]).toEqual([dry.counts, dry.told]);
  });
});

describe('an import of offices and their holders', () => {
  const APPOINTED = `Mã chức vụ;Chức vụ;Mã cơ quan;Là người đứng đầu;Mã người;Họ và tên;Từ ngày;Đến ngày;Thay cho
x1.ub.ct;Chủ tịch UBND xã B;x1.ub;có;ng-1;Người A;01/07/2025;;
`;
  beforeEach(async () => {
    await system.run(UNITS, PLACES);
    await system.run(APPOINTMENTS, APPOINTED);
  });

  it('ends an appointment whose row now says until when', async () => {
    const { counts } = await system.run(APPOINTMENTS, APPOINTED.replace('01/07/2025;;', '01/07/2025;01/09/2025;'));
    expect(counts.changed).toBe(1);
    expect((await system.recorded()).at(-1)).toMatchObject({ type: 'AppointmentEnded', data: { on: '2025-09-01' } });
  });

  it('replaces the head only where the row says whom', async () => {
    const next = (who: string) => `${APPOINTED}x1.ub.ct;;;;ng-2;Người B;01/09/2025;;${who}\n`;
    expect((await system.run(APPOINTMENTS, next(''))).told).toEqual([
      expect.stringMatching(/^3 Thay cho: Đang có người khác/),
    ]);
    expect((await system.run(APPOINTMENTS, next('ng-1'))).counts).toMatchObject({ changed: 1 });
    expect((await system.recorded()).at(-1)).toMatchObject({ type: 'HeadReplaced', data: { outgoing: 'ng-1' } });
    expect((await system.run(APPOINTMENTS, next('ng-1'))).counts).toMatchObject({ changed: 0, decide: 1 });
  });
});

describe('an import of case counts', () => {
  const COUNTS = `Mã đơn vị;Kỳ từ ngày;Kỳ đến ngày;Giờ chốt;Tổng số;Các phần;Ngày báo cáo;Lý do
x1;14/09/2025;14/09/2025;18h;112;cộng đồng: 30; khu cách ly: 81;14/09/2025;
`.replace('30; khu cách ly: 81', '"30;81"');

  it('keeps figures as reported and makes corrections of other totals', async () => {
    await system.run(UNITS, PLACES);
    const counts = COUNTS.replace('cộng đồng: "30;81"', '"cộng đồng: 30; khu cách ly: 81"');
    expect((await system.run(CASE_COUNTS, counts)).told).toEqual([]);
    const corrected = await system.run(
      CASE_COUNTS,
      counts.replace(';112;', ';113;').replace('14/09/2025;\n', '14/09/2025;cộng sót\n'),
    );
    expect(corrected.counts).toMatchObject({ changed: 1 });
    expect((await system.recorded()).slice(3)).toEqual([
      {
        type: 'CaseCountReported',
        data: expect.objectContaining({
          unit: 'x1',
          figures: [
            expect.objectContaining({
              total: 112,
              cutoffAt: '2025-09-14T11:00:00.000Z',
              parts: [
                { name: 'cộng đồng', value: 30 },
                { name: 'khu cách ly', value: 81 },
              ],
            }),
          ],
        }),
      },
      { type: 'CaseCountCorrected', data: expect.objectContaining({ total: 113, reason: 'cộng sót' }) },
    ]);
  });

  it('refuses a figure that could be read in two ways', async () => {
    await system.run(UNITS, PLACES);
    const { told } = await system.run(
      CASE_COUNTS,
      `Mã đơn vị;Kỳ đến ngày;Tổng số;Ngày báo cáo\nx1;14/09/2025;1.234;14/09/2025\n`,
    );
    expect(told).toEqual([expect.stringMatching(/^2 Tổng số: Không đọc được số.*1\.234\.$/)]);
  });
});

describe('an import that was stopped', () => {
  it('goes on and doubles nothing', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => `u${i};địa phương;Xã ${i};xã;;;;01/07/2025`);
    const file = `${PLACES.split('\n')[0]}\n${rows.join('\n')}\n`;
    const stop = new AbortController();
    const done: number[] = [];
    const onDone = async (row: number) => {
      done.push(row);
      stop.abort();
    };
    await expect(system.run(UNITS, file, { signal: stop.signal, onDone })).rejects.toThrow();
    expect(done).toEqual([501]);
    const again = await system.run(UNITS, file);
    expect(again.counts).toMatchObject({ unchanged: 500, new: 100 });
    expect(await system.recorded()).toHaveLength(600);
    expect((await system.run(UNITS, file, { afterRow: 501 })).counts).toMatchObject({ unchanged: 100 });
  });

  it('decides a refused row anew when what it lacked is on record', async () => {
    const row = `${PLACES.split('\n')[0]}\nx9;địa phương;Xã I;xã;t9;;;01/07/2025\n`;
    expect((await system.run(UNITS, row)).counts.refused).toBe(1);
    await system.run(UNITS, `${PLACES.split('\n')[0]}\nt9;địa phương;Tỉnh I;tỉnh;;;;01/07/2025\n`);
    expect((await system.run(UNITS, row)).counts.new).toBe(1);
  });
});

describe('a workbook', () => {
  const bytes = async (rows: unknown[][]) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeXlsxStream(rows as never, { name: 'Đơn vị' })) chunks.push(chunk);
    return Buffer.concat(chunks);
  };

  it('is read like a CSV file: dates, numbers and texts', async () => {
    const file = await bytes([
      ['Mã đơn vị', 'Loại đơn vị', 'Tên đơn vị', 'Cấp', 'Từ ngày', 'Mã hành chính'],
      ['t1', 'địa phương', 'Tỉnh A', 'tỉnh', new Date(Date.UTC(2004, 0, 1)), '01'],
    ]);
    expect((await system.run(UNITS, file)).counts.new).toBe(1);
    expect((await system.recorded())[0]?.data).toMatchObject({ from: '2004-01-01', code: '01' });
  });

  it('is refused where it is none, and where it is under a password', async () => {
    await expect(system.run(UNITS, Buffer.from('PK not really'))).rejects.toThrow('not-a-workbook');
    await expect(system.run(UNITS, Buffer.from('d0cf11e0a1b11ae1', 'hex'))).rejects.toThrow('encrypted');
  });
});

describe('an import of directives and tasks', () => {
  const DIRECTIVES_FILE = `Mã văn bản;Hình thức;Mã cơ quan ban hành;Trích yếu;Số, ký hiệu;Năm hoặc nhiệm kỳ;Hiệu lực từ ngày
vb-1;văn bản;x1.ub;Rà soát các chốt;05/KH-UBND;2025;01/09/2025
`;
  const TASKS_FILE = `Mã nhiệm vụ;Mã văn bản;Điểm, khoản;Nội dung;Đơn vị chủ trì;Ngày giao;Thời hạn;Đơn vị ấn định hạn;Ngày ấn định hạn
nv-1;vb-1;1;Lập danh sách;x1;01/09/2025;05/09/2025;;
`;
  it('records them, lists what a list may not change, and takes another deadline from who fixed it', async () => {
    await system.run(UNITS, PLACES);
    expect((await system.run(DIRECTIVES, DIRECTIVES_FILE)).told).toEqual([]);
    expect((await system.run(TASKS, TASKS_FILE)).told).toEqual([]);
    expect((await system.run(TASKS, TASKS_FILE)).counts.unchanged).toBe(1);
    const renamed = await system.run(DIRECTIVES, DIRECTIVES_FILE.replace('Rà soát các chốt', 'Rà soát'));
    expect(renamed.told).toEqual([expect.stringMatching(/^2 Trích yếu: Khác với dữ liệu đã ghi/)]);
    const later = TASKS_FILE.replace('05/09/2025;;', '08/09/2025;;');
    expect((await system.run(TASKS, later)).told).toEqual([expect.stringMatching(/^2 Thời hạn: Khác/)]);
    const fixed = await system.run(TASKS, later.replace('08/09/2025;;', '08/09/2025;t1;02/09/2025'));
    expect([fixed.told, fixed.counts.changed]).toEqual([[], 1]);
    expect((await system.recorded()).at(-1)).toMatchObject({
      type: 'DeadlineClarified',
      data: { deadline: '2025-09-08' },
    });
  });
});

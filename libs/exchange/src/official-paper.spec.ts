import { fromBufferPromise } from 'yauzl';
import { docxOf } from './official-paper.js';
import { followUpPaper } from './task-papers.js';

const REPORT = {
  asOf: '2025-09-08',
  knownAt: 120,
  by: {
    unit: 'x1.ub',
    name: 'Ủy ban nhân dân xã B',
    line: 'government' as const,
    superior: null,
    place: 'Xã B',
    head: { title: 'Chủ tịch', holder: 'Người A' },
  },
  directive: { id: 'd', title: 'Rà soát chốt', number: '05/KH-UBND', on: '2025-09-01' },
  tasks: [
    {
      task: 't',
      clause: '1',
      title: 'Lập danh sách <hộ> & người',
      leads: ['Thôn C'],
      answering: [{ office: 'Trưởng thôn C', holder: null, reason: 'unnamed' }],
      deadline: '2025-09-05',
      deadlineText: null,
      status: 'open-overdue' as const,
      overdueDays: 3,
    },
  ],
};

/** The words of the document, paragraph by paragraph. */
async function wordsIn(bytes: Uint8Array): Promise<string[]> {
  const archive = await fromBufferPromise(Buffer.from(bytes));
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName !== 'word/document.xml') continue;
    const chunks: Buffer[] = [];
    for await (const chunk of await archive.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    const xml = Buffer.concat(chunks).toString('utf8');
    return [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p .*?<\/w:p>/gs)].map(([paragraph]) =>
      [...paragraph.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map(([, text]) => text).join(''),
    );
  }
  throw new Error('no document');
}

describe('a follow-up report', () => {
  it('of a government body has the form of Nghị định 30/2020/NĐ-CP', async () => {
    const words = await wordsIn(await docxOf(followUpPaper(REPORT)));
    for (const text of [
      'ỦY BAN NHÂN DÂN XÃ B',
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'Độc lập - Tự do - Hạnh phúc',
      'Số:       /BC-…',
      'Xã B, ngày …… tháng …… năm ……',
      'BÁO CÁO',
      'Theo dõi tình hình thực hiện 05/KH-UBND (Rà soát chốt)',
      '(1) Lập danh sách &lt;hộ&gt; &amp; người',
      'Trưởng thôn C: chưa có thông tin',
      'quá hạn, 3 ngày',
      'Tổng số 1 nhiệm vụ: quá hạn 1/1.',
      'Số liệu tính đến ngày 08/09/2025, theo hồ sơ đã ghi đến bản ghi số 120.',
      'Nơi nhận:',
      'TM. ỦY BAN NHÂN DÂN',
      'CHỦ TỊCH',
      'Người A',
    ]) {
      expect(words).toContain(text);
    }
    expect(words).not.toContain('ĐẢNG CỘNG SẢN VIỆT NAM');
  });

  it('of a party body has the party’s form, without quốc hiệu', async () => {
    const by = { ...REPORT.by, name: 'Đảng ủy xã B', superior: 'Tỉnh ủy A', line: 'party' as const, head: null };
    const words = await wordsIn(await docxOf(followUpPaper({ ...REPORT, by })));
    for (const text of ['ĐẢNG CỘNG SẢN VIỆT NAM', 'TỈNH ỦY A', 'ĐẢNG ỦY XÃ B', '*', 'Số       -BC/…', 'T/M …………']) {
      expect(words).toContain(text);
    }
    expect(words.join(' ')).not.toMatch(/CỘNG HÒA|Độc lập/);
  });
});

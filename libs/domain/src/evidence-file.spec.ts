import { type EvidenceFile, evidenceTarget, requireEvidence } from './evidence-file.js';
import { bearsSecrecyMarking } from './secrecy.js';
import { refusalOf } from './testing/given.js';
import { Story } from './testing/story.js';

describe('the marking of a state secret', () => {
  it.each([
    'TUYỆT MẬT - báo cáo.pdf',
    'Báo cáo (tối mật).docx',
    'Báo cáo [Mật] tháng 8.pdf',
    'MẬT',
    'MẬT_bao cao.pdf',
    'Số liệu quý III\nMẬT\nNơi nhận',
    'Độ mật: Tối mật',
  ])('is seen in "%s", composed or not', (text) => {
    expect([bearsSecrecyMarking(text.normalize('NFC')), bearsSecrecyMarking(text.normalize('NFD'))]).toEqual([
      true,
      true,
    ]);
  });
  it.each([
    'Mật độ dân cư.xlsx',
    'MẬT ĐỘ DÂN CƯ',
    'giữ bí mật đời tư',
    'đổi mật khẩu',
    'MẶT BẰNG',
    'Độ mật: không',
    'theo dõi mật thiết',
  ])('is not seen in "%s"', (text) => {
    expect(bearsSecrecyMarking(text)).toBe(false);
  });
});

describe('a file of evidence', () => {
  const sha256 = 'a'.repeat(64);
  const file: EvidenceFile = { name: 'Biên bản.pdf', mediaType: 'application/pdf', size: 12, sha256 };
  const stored = new Map([[sha256, 12]]);
  it('is accepted if its bytes are in the store', () => {
    expect(refusalOf(() => requireEvidence([file], stored))).toBeNull();
    expect(refusalOf(() => requireEvidence([file], new Map()))).toBe('evidence-not-stored');
    expect(refusalOf(() => requireEvidence([{ ...file, size: 13 }], stored))).toBe('evidence-size-differs');
  });
});

describe('the digest of a file', () => {
  const file = (sha256: string) => ({ name: 'anh.jpg', mediaType: 'image/jpeg', size: 1, sha256 });

  it('leads to the record that names it, once, and to no other', () => {
    const story = new Story();
    const completion = { taskId: 'nv', on: '2021-09-10', by: 'qa.ubnd' };
    story.add('CompletionReported', 'nv', { ...completion, evidence: [file('a'), file('a'), file('b')] });
    story.add('CompletionReported', 'nv-2', completion);
    const naming = (sha256: string) => story.facts().named(evidenceTarget(sha256), 'evidence');
    expect(naming('a').map(({ stream }) => stream)).toEqual(['task-nv']);
    expect(naming('b').map(({ stream }) => stream)).toEqual(['task-nv']);
    expect(naming('c')).toEqual([]);
  });

  it('is found in whatever names a file', () => {
    const story = new Story();
    story.add('RectificationReported', 'gn', {
      findingId: 'gn',
      rectificationId: 'r',
      by: 'qa.ubnd',
      text: 'đã làm',
      files: [file('a')],
      on: '2021-09-10',
    });
    expect(story.facts().named(evidenceTarget('a'), 'evidence')).toHaveLength(1);
  });
});

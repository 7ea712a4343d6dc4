import { type EvidenceFile, requireEvidence } from './evidence-file.js';
import { bearsSecrecyMarking } from './secrecy.js';
import { refusalOf } from './testing/given.js';

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

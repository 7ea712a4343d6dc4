import { type DocumentNumber, formatDocumentNumber, numberKey, parseDocumentNumber } from './document-number.js';

type Parsed = [DocumentNumber['style'], number, string, string, number | null];

describe('document numbers (section 7)', () => {
  it.each<[string, Parsed]>([
    ['16/CT-TTg', ['state', 16, 'CT', 'TTg', null]],
    ['128/NQ-CP', ['state', 128, 'NQ', 'CP', null]],
    ['28/CĐ-TTg', ['state', 28, 'CĐ', 'TTg', null]],
    ['28/CĐ-TTg'.normalize('NFD'), ['state', 28, 'CĐ', 'TTg', null]],
    ['28/CĐ-PHÒNG'.normalize('NFD'), ['state', 28, 'CĐ', 'PHÒNG', null]],
    ['30/2020/NĐ-CP', ['normative', 30, 'NĐ', 'CP', 2020]],
    ['72/2025/QH15', ['normative', 72, 'QH15', '', 2025]],
    ['12-CT/TU', ['party', 12, 'CT', 'TU', null]],
    ['632-TB/TU', ['party', 632, 'TB', 'TU', null]],
    ['05/CT-UBND', ['state', 5, 'CT', 'UBND', null]],
    ['05-CT/TW', ['party', 5, 'CT', 'TW', null]],
    ['15/TTr-SYT', ['state', 15, 'TTr', 'SYT', null]],
    ['08-QĐi/TW', ['party', 8, 'QĐi', 'TW', null]],
    ['01/2021/TTLT-BYT-BTC', ['normative', 1, 'TTLT', 'BYT-BTC', 2021]],
    [' 16 / CT - TTg ', ['state', 16, 'CT', 'TTg', null]],
  ])('%s', (text, parts) => {
    const parsed = parseDocumentNumber(text);
    expect(parsed && [parsed.style, parsed.number, parsed.type, parsed.mark, parsed.year]).toEqual(parts);
  });

  it.each([
    '',
    'CT/TTg',
    '16',
    '16/CT',
    '16-CT',
    '16/CT-',
    '-16/CT-TTg',
    '0/CT-TTg',
    '16/ct-TTg',
    '16/CT-TTg; 17/CT-TTg',
    '12-CT-TU',
    '99999999999999999999/CT-TTg',
    'Chỉ thị 16',
  ])('%p is no number', (text) => expect(parseDocumentNumber(text)).toBeNull());

  it.each([
    ['5/CT-UBND', '05/CT-UBND'],
    ['16/CT-TTg', '16/CT-TTg'],
    ['3/2020/NĐ-CP', '03/2020/NĐ-CP'],
    ['72/2025/QH15', '72/2025/QH15'],
    ['5-CT/TW', '05-CT/TW'],
    ['28/CĐ-TTg'.normalize('NFD'), '28/CĐ-TTg'],
  ])('%s is written %s', (text, written) => {
    const parsed = parseDocumentNumber(text);
    expect(parsed && formatDocumentNumber(parsed)).toBe(written);
  });

  it('counts within its type and the year in the number, or the series it is of', () => {
    const key = (text: string) => {
      const parsed = parseDocumentNumber(text);
      return parsed && numberKey(parsed, '2021');
    };
    expect(key('16/CT-TTg')).toBe('CT:16:2021');
    expect(key('30/2020/NĐ-CP')).toBe('NĐ:30:2020');
    expect(key('05/CT-UBND')).toBe(key('5/CT-UBND'));
    expect(key('28/CĐ-TTg'.normalize('NFD'))).toBe(key('28/CĐ-TTg'));
  });
});

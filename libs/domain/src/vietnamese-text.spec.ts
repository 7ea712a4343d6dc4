import { foldedText, markedText } from './vietnamese-text.js';

const TONES = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
const VOWELS = { a: 'aăâ', e: 'eê', i: 'i', o: 'oôơ', u: 'uư', y: 'y' };
const FORMS = ['NFC', 'NFD'] as const;

const allVowels = Object.entries(VOWELS).flatMap(([base, letters]) =>
  [...letters].flatMap((letter) =>
    TONES.flatMap((tone) =>
      [letter, letter.toUpperCase()].flatMap((cased) =>
        FORMS.map((form) => [(cased + tone).normalize(form), base] as const),
      ),
    ),
  ),
);

describe('folded text', () => {
  it('has each vowel with each tone, in either case and normal form, as the bare vowel', () => {
    expect(allVowels).toHaveLength(12 * 6 * 2 * 2);
    for (const [written, base] of allVowels) expect([written, foldedText(written)]).toEqual([written, base]);
  });

  it.each([
    ['đường Đội Cấn', 'duong doi can'],
    ['Ðại hội', 'dai hoi'],
    ['UỶ BAN', 'uy ban'],
    ['  Rà soát,\tF0 — tại nhà ', 'ra soat f 0 tai nha'],
    ['Thủ Đức', 'thu duc'],
    ['', ''],
    ['…/–', ''],
  ])('of %j is %j', (text, folded) => {
    for (const form of FORMS) expect(foldedText(text.normalize(form))).toBe(folded);
  });

  it.each(['12-CT/TU', '12 ct tu', '12ct/tu', '12 - CT / TU', '012-ct.tu', 'SỐ 12-CT/TU'.slice(3)])(
    'has the document number %j as any other spelling of it',
    (spelling) => {
      expect(foldedText(spelling)).toBe('12 ct tu');
    },
  );

  it('has numbers without leading zeros, and zero itself', () => {
    expect(foldedText('05/2021/NĐ-CP')).toBe('5 2021 nd cp');
    expect(foldedText('F0, 00')).toBe('f 0 0');
  });

  it('folds to itself', () => {
    for (const [written] of allVowels) expect(foldedText(foldedText(written))).toBe(foldedText(written));
  });
});

describe('marked text', () => {
  /** Open syllables whose tone is written on either vowel: hòa, hoà. */
  const pairs = ['oa', 'oe', 'uy'].flatMap(([first, second]) =>
    TONES.map((tone) => [`${first}${tone}${second}`, `${first}${second}${tone}`] as const),
  );

  it('has either placement of the tone as the same, in either normal form', () => {
    for (const [old, recent] of pairs) {
      const spellings = FORMS.flatMap((form) => [old, recent].map((s) => markedText(`H${s}`.normalize(form))));
      expect(new Set(spellings).size).toBe(1);
      expect(foldedText(old)).toBe(foldedText(recent));
    }
  });

  it('tells tones, hats and horns apart', () => {
    const all = Object.entries(VOWELS).flatMap(([, letters]) =>
      [...letters].flatMap((letter) => TONES.map((tone) => markedText(letter + tone))),
    );
    expect(new Set(all).size).toBe(12 * 6);
    expect(markedText('đa')).not.toBe(markedText('da'));
  });
});

/**
 * Names of units as lists write them: composed or decomposed, tone marks on either vowel (Hoà, Hòa), spaces that do not
 * break, numbers with or without a leading zero. Three keys, each more forgiving than the one before.
 */

/** Kinds of unit as they stand before a name, longest first. */
export const COMMUNE_KINDS = ['thị trấn', 'phường', 'xã', 'đặc khu'] as const;
export const DISTRICT_KINDS = ['thành phố', 'thị xã', 'quận', 'huyện'] as const;
export const PROVINCE_KINDS = ['thành phố', 'thủ đô', 'tỉnh'] as const;
export type UnitWord =
  (typeof COMMUNE_KINDS)[number] | (typeof DISTRICT_KINDS)[number] | (typeof PROVINCE_KINDS)[number];

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];
const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;
const MARKS = /\p{M}/gu;

/** Composed, lower case, one kind of space and of apostrophe, numbers in digits without leading zeros, NT written out. */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/(?<=^|\s)(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2})$/u, (roman) => String(ROMAN.indexOf(roman) + 1))
    .replace(/(?<=^|\s)N\.?\s?T\.?(?=\s)/gu, 'Nông trường')
    .toLowerCase()
    .replace(/[\u00a0\u2000-\u200b\u202f]/gu, ' ')
    .replace(/[’‘`´ʼ]/gu, "'")
    .replace(/[–—]/gu, '-')
    .replace(/\s*-\s*/gu, ' - ')
    .replace(/\b0+(?=\d)/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The same for both places of a tone mark: the tone of a syllable is written behind it. */
export function exactKey(text: string): string {
  return plain(text)
    .split(' ')
    .map((word) => {
      const apart = word.normalize('NFD');
      const tone = (apart.match(TONES) ?? []).join('');
      return (apart.replace(TONES, '') + tone).normalize('NFC');
    })
    .join(' ');
}

/** Letters and digits alone: no marks, đ = d, y = i, no spaces. */
export function looseKey(text: string): string {
  return plain(text)
    .normalize('NFD')
    .replace(MARKS, '')
    .replaceAll('đ', 'd')
    .replaceAll('y', 'i')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The kind before the name and the name; no kind where none of those asked for stands there. */
export function kindAndName(text: string, kinds: readonly string[]): { kind: string | null; name: string } {
  const clean = text
    .normalize('NFC')
    .replace(/[\u00a0\s]+/gu, ' ')
    .trim();
  const low = clean.toLowerCase();
  for (const kind of kinds) {
    // A word is often doubled: "các phường Phường Minh Khai", "xã  Xã Vầy Nưa".
    if (low.startsWith(`${kind} `)) {
      const rest = kindAndName(clean.slice(kind.length + 1), kinds);
      return { kind: rest.kind ?? kind, name: rest.name };
    }
  }
  // "Yên Định Xã Yên Định": written twice.
  const twice = new RegExp(`^(.+) (?:${kinds.join('|')}) \\1$`, 'iu').exec(clean);
  return { kind: null, name: twice?.[1] ?? clean };
}

/** Letters that have to be changed, added or left out to make one text of the other. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

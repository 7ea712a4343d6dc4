/**
 * Document numbers (domain.md section 7). State style `số/LOẠI-CƠ QUAN` (16/CT-TTg), normative documents with the year
 * (30/2020/NĐ-CP), party style `số-LOẠI/CẤP ỦY` (12-CT/TU).
 */
export interface DocumentNumber {
  style: 'state' | 'normative' | 'party';
  number: number;
  /** Kind of document as abbreviated: CT, TB, NQ, CĐ, QĐ, TTr; of a law with the legislature's term, QH15. */
  type: string;
  /** Mark of the issuer as printed: TTg, CP, TU. "TU" is not one issuer. */
  mark: string;
  year: number | null;
}

const STYLES: readonly [DocumentNumber['style'], RegExp][] = [
  ['normative', /^(?<number>0*[1-9]\d{0,6})\/(?<year>\d{4})\/(?<type>\p{Lu}\p{L}*\d*)(?:-(?<mark>[\p{L}\d.-]+))?$/u],
  ['party', /^(?<number>0*[1-9]\d{0,6})-(?<type>\p{Lu}\p{L}*)\/(?<mark>[\p{L}\d.-]+)$/u],
  ['state', /^(?<number>0*[1-9]\d{0,6})\/(?<type>\p{Lu}\p{L}*)-(?<mark>[\p{L}\d.-]+)$/u],
];

/** Letters and signs that look the same and are other characters, as word processors and old fonts leave them. */
const LOOK_ALIKES: readonly [RegExp, string][] = [
  [/[\u00D0\u0189]/gu, 'Đ'],
  [/\u00F0/gu, 'đ'],
  [/[\u2010-\u2015\u2212]/gu, '-'],
  [/[\u2044\u2215]/gu, '/'],
  [/[\s\u200B-\u200D\u2060\uFEFF]+/gu, ''],
];

/** The parts of a number; null if it is of none of the three styles. Blanks, NFD and look-alikes are forgiven. */
export function parseDocumentNumber(text: string): DocumentNumber | null {
  const compact = LOOK_ALIKES.reduce((t, [odd, usual]) => t.replace(odd, usual), text.normalize('NFKC'));
  for (const [style, pattern] of STYLES) {
    const groups = pattern.exec(compact)?.groups;
    if (groups) {
      const { number, type, mark, year } = groups;
      return {
        style,
        number: Number(number),
        type: type ?? '',
        mark: mark ?? '',
        year: year === undefined ? null : Number(year),
      };
    }
  }
  return null;
}

/** As Nghị định 30/2020/NĐ-CP writes it: numbers below 10 with a leading 0; party documents do so too (05-CT/TW). */
export function formatDocumentNumber(n: DocumentNumber): string {
  const number = String(n.number).padStart(2, '0');
  if (n.style === 'party') return `${number}-${n.type}/${n.mark}`;
  return n.style === 'normative'
    ? [`${number}/${n.year}/${n.type}`, n.mark].filter(Boolean).join('-')
    : `${number}/${n.type}-${n.mark}`;
}

/** What makes a number one of its issuer's: type, number, and the year or party term that it counts in. */
export function numberKey(n: DocumentNumber, series: string): string {
  return `${n.type}:${n.number}:${n.year ?? series}`;
}

/** Under what a number is looked up where its issuer is not known: type, number, year if it has one, mark. */
export function citedAs(n: DocumentNumber): string {
  return `${n.type}:${n.number}:${n.year ?? ''}:${n.mark}`;
}

import { isCivilDate } from '#domain/civil-date.js';
import { folded } from './folded.js';

/** Languages of headings, reports and words; Vietnamese first. */
export type Language = 'vi' | 'en';
export type InBoth = Readonly<Record<Language, string>>;

/** What is wrong with a cell, before any rule of the domain is asked. */
export type CellFault = 'missing' | 'not-a-date' | 'not-a-number' | 'not-in-the-list' | 'not-yes-or-no' | 'a-formula';

export class CellRefused extends Error {
  constructor(
    readonly fault: CellFault,
    readonly value: string,
    /** What is taken instead, where that is a list. */
    readonly allowed: readonly string[] = [],
  ) {
    super(`${fault}: ${value}`);
    this.name = 'CellRefused';
  }
}

/** One column of a list: by which headings it is found, and what its cells mean. */
export interface Column<T = unknown> {
  /** The first heading is the one that templates print; the others are read too. */
  vi: readonly string[];
  en: readonly string[];
  required: boolean;
  /** An example for the template. */
  example: string;
  about: InBoth;
  /** @throws {CellRefused} */
  read(cell: string): T;
}

interface Said {
  vi: string | readonly string[];
  en: string | readonly string[];
  about: InBoth;
  example?: string;
}

function column<T>(said: Said, required: boolean, read: (cell: string) => T): Column<T> {
  const names = (given: string | readonly string[]) => (typeof given === 'string' ? [given] : given);
  return { vi: names(said.vi), en: names(said.en), about: said.about, example: said.example ?? '', required, read };
}

/** The cell has to be filled. */
export function required<T>(optional: Column<T | null>): Column<T> {
  return {
    ...optional,
    required: true,
    read: (cell) => {
      const value = optional.read(cell);
      if (value === null) throw new CellRefused('missing', '');
      return value;
    },
  };
}

/**
 * Text as the file has it, without spaces at its ends. What an export has neutralised (`'=…`) is taken back; a text that
 * a spreadsheet would compute is refused.
 */
export function text(said: Said): Column<string | null> {
  return column(said, false, (cell) => {
    const value = cell.trim();
    if (value === '') return null;
    if (/^'[=+\-@＝＋－＠]/.test(value)) return value.slice(1);
    if (value.startsWith('=')) throw new CellRefused('a-formula', value);
    return value;
  });
}

/** Several ids in one cell, divided by commas, semicolons or lines. */
export function ids(said: Said): Column<string[] | null> {
  return column(said, false, (cell) => {
    const found = cell
      .split(/[,;\r\n]+/)
      .map((id) => id.trim())
      .filter((id) => id !== '');
    return found.length > 0 ? found : null;
  });
}

/** `dd/mm/yyyy`, `d/m/yyyy` (also with `-` or `.`) or ISO `yyyy-mm-dd`; a date that the calendar does not have is refused. */
export function day(said: Said): Column<string | null> {
  return column({ ...said, example: said.example ?? '01/07/2025' }, false, (cell) => {
    const value = cell.trim();
    if (value === '') return null;
    const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(value);
    const [, d = '', m = '', y = ''] = local ?? [];
    const date = local ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : value;
    if (!isCivilDate(date)) throw new CellRefused('not-a-date', value);
    return date;
  });
}

/** A figure. `1.234` and `1,234` are refused where they could be read in two ways; spaces between thousands are not. */
export function figure(said: Said): Column<number | null> {
  return column({ ...said, example: said.example ?? '112' }, false, (cell) => {
    const value = cell.trim();
    if (value === '') return null;
    const plain = value.replace(/(?<=\d)[ \u00A0\u202F](?=\d{3}(?!\d))/g, '');
    if (/^[+-]?\d{1,3}([.,]\d{3})+$/.test(plain)) throw new CellRefused('not-a-number', value);
    const number = Number(/^[+-]?\d+,\d+$/.test(plain) ? plain.replace(',', '.') : plain);
    if (plain === '' || !Number.isFinite(number) || !/^[+-]?[\d.,]+$/.test(plain)) {
      throw new CellRefused('not-a-number', value);
    }
    return number;
  });
}

/** One of some words: the code itself, or any of the words for it in either language. */
export function oneOf<C extends string>(
  said: Said,
  words: Readonly<Record<C, { vi: readonly string[]; en: readonly string[] }>>,
): Column<C | null> {
  const codes = Object.keys(words) as C[];
  const byWord = new Map(
    codes.flatMap((code) => [code, ...words[code].vi, ...words[code].en].map((word) => [folded(word), code] as const)),
  );
  const allowed = codes.map((code) => words[code].vi[0] ?? code);
  return column({ ...said, example: said.example ?? allowed[0] ?? '' }, false, (cell) => {
    if (cell.trim() === '') return null;
    const code = byWord.get(folded(cell));
    if (code === undefined) throw new CellRefused('not-in-the-list', cell.trim(), allowed);
    return code;
  });
}

const YES = new Set(['co', 'x', 'dung', 'yes', 'y', 'true', '1']);
const NO = new Set(['khong', 'sai', 'no', 'n', 'false', '0']);

export function flag(said: Said): Column<boolean | null> {
  return column({ ...said, example: said.example ?? 'có' }, false, (cell) => {
    const word = folded(cell);
    if (word === '') return null;
    if (YES.has(word)) return true;
    if (NO.has(word)) return false;
    throw new CellRefused('not-yes-or-no', cell.trim());
  });
}

export type Columns = Readonly<Record<string, Column>>;
/** What a row of such columns reads as. */
export type RowOf<C extends Columns> = { [K in keyof C]: C[K] extends Column<infer T> ? T : never };

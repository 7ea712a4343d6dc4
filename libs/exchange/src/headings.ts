import type { Columns } from './columns.js';
import { folded } from './folded.js';

/** The headings of a file, understood. */
export interface Headings {
  /** Key of the column that stands at each place; null: not one of ours. */
  keys: readonly (string | null)[];
  /** The heading that stands in the file, by key. */
  written: ReadonlyMap<string, string>;
  /** Headings that nobody knows. */
  unknown: readonly string[];
  /** First names of required columns that are missing. */
  missing: readonly string[];
  /** Headings that say the same column twice. */
  twice: readonly string[];
}

/** Finds the columns by their Vietnamese or English headings, in any order, case, composition and with or without marks. */
export function headingsOf(columns: Columns, cells: readonly string[]): Headings {
  const byName = new Map(
    Object.entries(columns).flatMap(([key, { vi, en }]) =>
      [key, ...vi, ...en].map((name) => [folded(name), key] as const),
    ),
  );
  const keys = cells.map((cell) => byName.get(folded(cell)) ?? null);
  const written = new Map<string, string>();
  const twice: string[] = [];
  for (const [i, key] of keys.entries()) {
    if (key === null) continue;
    if (written.has(key)) twice.push(cells[i] ?? '');
    written.set(key, cells[i]?.trim() ?? '');
  }
  return {
    keys,
    written,
    twice,
    unknown: cells.filter((cell, i) => keys[i] === null && cell.trim() !== ''),
    missing: Object.entries(columns)
      .filter(([key, column]) => column.required && !written.has(key))
      .map(([, column]) => column.vi[0] ?? ''),
  };
}

/** The file has no headings that make it a list of this kind. */
export class HeadingsRefused extends Error {
  constructor(readonly headings: Headings) {
    super(
      `missing: ${headings.missing.join(', ')}; unknown: ${headings.unknown.join(', ')}; twice: ${headings.twice.join(', ')}`,
    );
    this.name = 'HeadingsRefused';
  }
}

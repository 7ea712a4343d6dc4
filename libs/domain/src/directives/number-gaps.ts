import type { CivilDate } from '../civil-date.js';
import type { DirectiveId } from './directive.js';
import { formatDocumentNumber, parseDocumentNumber } from './document-number.js';
import { streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { numberRegister } from './number-register.js';
import type { UnitId } from '../organisation/unit.js';

export interface NumberedDocument {
  directive: DirectiveId;
  number: number;
  /** As printed, and as Nghị định 30/2020/NĐ-CP writes it. */
  printed: string;
  written: string;
  /** Null: the number was entered, and no directive of that id is on record by the day. */
  on: CivilDate | null;
  evidence: string;
}

/** The numbers of one type that an issuer gave in one year or party term. */
export interface NumberSeries {
  type: string;
  /** Year, or party term as whoever recorded it calls it. */
  series: string;
  /** Numbers on record, of as many as the highest of them says that there are. */
  numerator: number;
  denominator: number;
  /** Numbers below the highest that are not on record, as ranges. Not on record is not "never given". */
  missing: { from: number; to: number }[];
  entries: NumberedDocument[];
}

export interface NumberRegisterAnswer {
  issuer: UnitId;
  series: NumberSeries[];
  /** One number of one type that is on record more than once in a calendar year: two series, spellings or documents. */
  duplicates: { type: string; number: number; year: string; entries: NumberedDocument[] }[];
  /** Directives of the issuer that bear no number, and those whose number is of no known form. */
  withoutNumber: DirectiveId[];
  unreadable: { directive: DirectiveId; printed: string }[];
}

/** The register of numbers of an issuer as on a day, by type and year or party term, with its gaps. */
export function numberRegisterOf(facts: Facts, issuer: UnitId, asOf: CivilDate): NumberRegisterAnswer {
  const issued = facts.directives(streamOf('unit', issuer), 'issuer').filter((d) => d.issued.on <= asOf);
  const dates = new Map(issued.map((d) => [d.id, d.issued.on]));
  const register = [...facts.of(numberRegister, issuer)].map(([key, { directiveId, number, at }]) => {
    return { directive: directiveId, printed: number, series: key.split(':').slice(2).join(':'), evidence: at.id };
  });
  const registered = new Set(register.map(({ directive }) => directive));
  // A number that reached the record without the register counts in the year of its document.
  const others = issued
    .filter((d) => d.issued.number !== null && !registered.has(d.id))
    .map((d) => ({ directive: d.id, printed: d.issued.number ?? '', series: null, evidence: d.at.id }));
  const entries = [...register, ...others].flatMap(({ directive, printed, series, evidence }): Entry[] => {
    const parsed = parseDocumentNumber(printed);
    const on = dates.get(directive) ?? null;
    // What was issued after the day has no number on the day.
    if (!parsed || (on === null && facts.directive(directive) !== null)) return [];
    const written = formatDocumentNumber(parsed);
    const entry = { directive, number: parsed.number, printed, written, on, evidence };
    return [{ type: parsed.type, series: series ?? String(parsed.year ?? on?.slice(0, 4) ?? ''), entry }];
  });
  const groups = groupBy(entries, ({ type, series }) => `${type} ${series}`);
  const years = groupBy(entries, ({ type, series, entry }) => {
    return `${folded(type)} ${entry.number} ${entry.on?.slice(0, 4) ?? series}`;
  });
  return {
    issuer,
    series: groups
      .map((group) => seriesOf(group))
      .sort((a, b) => (a.type === b.type ? (a.series < b.series ? -1 : 1) : a.type < b.type ? -1 : 1)),
    duplicates: years
      .filter((same) => same.length > 1)
      .map((same) => ({
        type: same[0]?.type ?? '',
        number: same[0]?.entry.number ?? 0,
        year: same[0]?.entry.on?.slice(0, 4) ?? same[0]?.series ?? '',
        entries: same.map(({ entry }) => entry),
      })),
    withoutNumber: issued.filter((d) => d.issued.number === null).map((d) => d.id),
    unreadable: issued.flatMap((d) =>
      d.issued.number === null || parseDocumentNumber(d.issued.number)
        ? []
        : [{ directive: d.id, printed: d.issued.number }],
    ),
  };
}

interface Entry {
  type: string;
  series: string;
  entry: NumberedDocument;
}

function seriesOf(group: readonly Entry[]): NumberSeries {
  const entries = group.map(({ entry }) => entry).sort((a, b) => a.number - b.number);
  const numbers = [...new Set(entries.map((entry) => entry.number))];
  return {
    type: group[0]?.type ?? '',
    series: group[0]?.series ?? '',
    numerator: numbers.length,
    denominator: numbers.at(-1) ?? 0,
    missing: gapsIn(numbers),
    entries,
  };
}

/** Ranges between 1 and the highest of the ascending numbers that are not among them. */
export function gapsIn(ascending: readonly number[]): { from: number; to: number }[] {
  return ascending.flatMap((number, i) => {
    const from = (ascending[i - 1] ?? 0) + 1;
    return from < number ? [{ from, to: number - 1 }] : [];
  });
}

/** Without case and tone marks, đ as d: two types that a reader takes for one. */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}

import { OPEN_CATEGORIES, RESTRICTED_CATEGORIES } from '#access/concerned.js';
import type { ReadScope } from '#access/read-scope.js';

/** Settings of a transaction that say in whose name the reader reads. */
const CONTEXT = {
  everything: 'trachnhiem.everything',
  categories: 'trachnhiem.categories',
  targets: 'trachnhiem.targets',
} as const;

function quoted(values: readonly string[]): string {
  return `'{${values.join(',')}}'`;
}

const categoryOf = (column: string) => `split_part(${column}, '-', 1)`;
/** In a query of its own, so that it is worked out once a statement and not once a row. */
const setting = (name: string) => `(SELECT current_setting('${name}', true))`;
const listed = (name: string) => `((SELECT string_to_array(current_setting('${name}', true), ' '))::text[])`;

/**
 * The condition of row-level security on a column that holds a stream: default deny. Numbers and months, by which things
 * are found, are no streams and say nothing.
 */
export function readerSees(table: string, name: string): string {
  // With its table: within EXISTS a bare name would be that of the table there.
  const column = `${table}.${name}`;
  const open =
    name === 'target'
      ? `${categoryOf(column)} <> ALL (${quoted(RESTRICTED_CATEGORIES)})`
      : `${categoryOf(column)} = ANY (${quoted(OPEN_CATEGORIES)})`;
  return `(${open}
    OR ${setting(CONTEXT.everything)} = 'on'
    OR ${categoryOf(column)} = ANY (${listed(CONTEXT.categories)})
    OR EXISTS (SELECT FROM stream_concern c WHERE c.stream = ${column} AND c.target = ANY (${listed(CONTEXT.targets)})))`;
}

/** The same on the table of concerns itself: what concerns those in whose name is read. */
readerSees.ofConcern = `(${setting(CONTEXT.everything)} = 'on' OR target = ANY (${listed(CONTEXT.targets)}))`;

/** What a scope is made of, as it goes into a statement: ids hold no space. */
interface ScopeLists {
  everything: boolean;
  categories: string[];
  targets: string[];
}

const LISTS = new WeakMap<ReadScope, ScopeLists>();

export function listsOf(scope: ReadScope): ScopeLists {
  const before = LISTS.get(scope);
  if (before) return before;
  const targets = [...scope.units, ...scope.offices, ...scope.persons].sort();
  const lists = { everything: scope.everything, categories: [...scope.categories].sort(), targets };
  LISTS.set(scope, lists);
  return lists;
}

/** Values for `set_config(name, value, true)`, which hold until the transaction ends: nothing stays in the connection. */
export function contextOf(scope: ReadScope): (readonly [name: string, value: string])[] {
  const { everything, categories, targets } = listsOf(scope);
  return [
    [CONTEXT.everything, everything ? 'on' : 'off'],
    [CONTEXT.categories, categories.join(' ')],
    [CONTEXT.targets, targets.join(' ')],
  ];
}

/**
 * A condition for a statement of a scoped question: the stream in the column is seen. It is the first fence where rows are
 * gone through in SQL; whom a stream concerns is projected, so nothing is decided here.
 *
 * @param first number of the first of its parameters
 */
export function seenIn(scope: ReadScope, column: string, first: number): { sql: string; values: unknown[] } {
  const { everything, categories, targets } = listsOf(scope);
  if (everything) return { sql: 'true', values: [] };
  return {
    sql: `(${categoryOf(column)} = ANY ($${first}::text[]) OR ${column} IN (
      SELECT stream_concern.stream FROM stream_concern WHERE stream_concern.target = ANY ($${first + 1}::text[])))`,
    values: [[...OPEN_CATEGORIES, ...categories], targets],
  };
}

import type { BodyOf, CommandName } from '#commands/command-registry.js';
import type { Facts } from '#domain/facts.js';
import { CellRefused, type Columns, type InBoth, type RowOf } from './columns.js';

/** The list that is imported: the source that stands with each record. */
export interface ImportList {
  /** Which list, as its keeper calls it ("Danh mục đơn vị hành chính"). */
  name: string;
  /** As of which day it is; changes hold from then unless the row says another day. */
  version: string;
  /** As `version`, where it is a civil date. */
  asOf: string | null;
}

/** A command that a row asks for. A field that the row leaves empty is null; the check of the command says if it may. */
export type Planned = { [N in CommandName]: { command: N; body: Nullable<BodyOf<N>> } }[CommandName];
type Nullable<T> = { [K in keyof T]: T[K] | null };

/** What a row means against what is on record. */
export type Plan =
  | { result: 'new' | 'changed'; commands: readonly Planned[] }
  | { result: 'unchanged' }
  /** No command makes this change; somebody has to decide what it is. */
  | { result: 'decide'; code: DecisionCode; column: string };

export type DecisionCode =
  'no-command-changes-this' | 'no-day-of-change' | 'began-otherwise' | 'ended-unit' | 'not-the-same-holder';

/** A row that has been read, before what is on record is known. */
export interface PreparedRow {
  /** What the row is about; a list has each once. */
  key: string;
  /** Streams that the plan looks at. */
  streams: readonly string[];
  /** Streams of others that have to be recorded first. */
  needs: readonly string[];
  plan(facts: Facts): Plan;
}

/** A kind of list that can be imported. */
export interface ImportKind {
  name: string;
  title: InBoth;
  columns: Columns;
  /** @throws nothing: what is wrong comes back as faults, each with its column */
  prepare(cells: ReadonlyMap<string, string>, list: ImportList): PreparedRow | { faults: RowFault[] };
  /** Which column a field of a command's body came from. */
  columnOf(field: string): string | null;
}

export interface RowFault {
  column: string;
  fault: CellRefused;
}

export interface KindDefinition<C extends Columns> {
  name: string;
  title: InBoth;
  columns: C;
  /** Names of fields in command bodies that differ from the column's key. */
  fields?: Readonly<Record<string, keyof C & string>>;
  about(row: RowOf<C>): { key: string; streams: readonly string[]; needs?: readonly (string | null)[] };
  plan(facts: Facts, row: RowOf<C>, list: ImportList): Plan;
}

export function importKind<C extends Columns>(kind: KindDefinition<C>): ImportKind {
  return {
    name: kind.name,
    title: kind.title,
    columns: kind.columns,
    columnOf: (field) => kind.fields?.[field] ?? (Object.hasOwn(kind.columns, field) ? field : null),
    prepare: (cells, list) => {
      const faults: RowFault[] = [];
      const values: [string, unknown][] = [];
      for (const [key, column] of Object.entries(kind.columns)) {
        try {
          values.push([key, column.read(cells.get(key) ?? '')]);
        } catch (fault) {
          if (!(fault instanceof CellRefused)) throw fault;
          faults.push({ column: key, fault });
        }
      }
      if (faults.length > 0) return { faults };
      const row = Object.fromEntries(values) as RowOf<C>;
      const { key, streams, needs = [] } = kind.about(row);
      return {
        key,
        streams,
        needs: needs.flatMap((stream) => stream ?? []),
        plan: (facts) => kind.plan(facts, row, list),
      };
    },
  };
}

import type { Language } from './columns.js';
import { headingOf, wordOf } from './export-words.js';
import type { Cell } from './write-table.js';

/** A JSON schema, as answers are described by. */
export type ItemSchema = Readonly<Record<string, unknown>>;

/** One column of an exported list: where its values stand in an item. */
export interface ListColumn {
  /** Names of properties from the item inwards. */
  path: readonly string[];
  cell(item: unknown, language: Language): Cell;
}

/**
 * The columns of a list, from the form of its items alone, so that they are the same on every page: a value is a column,
 * an object its properties, a list of values one cell with `; ` between them. A list of objects is a column for each of
 * their properties, in the same order in each; what is nested deeper stands as JSON.
 */
export function columnsOf(schema: ItemSchema, named: (reference: string) => ItemSchema): ListColumn[] {
  return inside(plain(schema, named), [], named);
}

function inside(schema: ItemSchema, path: readonly string[], named: (ref: string) => ItemSchema): ListColumn[] {
  return Object.entries(propertiesOf(schema)).flatMap(([name, given]): ListColumn[] => {
    const property = plain(given, named);
    const here = [...path, name];
    if (Object.keys(propertiesOf(property)).length > 0) return inside(property, here, named);
    const items = property['items'];
    if (typeof items !== 'object' || items === null) return [single(here)];
    const each = Object.entries(propertiesOf(plain(items as ItemSchema, named)));
    if (each.length === 0) return [many(here)];
    return each.map(([inner]) => many(here, inner));
  });
}

function single(path: readonly string[]): ListColumn {
  return { path, cell: (item, language) => cellOf(at(item, path), path.at(-1) ?? '', language) };
}

function many(path: readonly string[], inner?: string): ListColumn {
  const name = inner ?? path.at(-1) ?? '';
  const cell = (item: unknown, language: Language): Cell => {
    const list = at(item, path);
    if (!Array.isArray(list)) return cellOf(list, name, language);
    const values = (list as unknown[]).map((value) => (inner === undefined ? value : at(value, [inner])));
    return values.map((value) => String(cellOf(value, name, language) ?? '')).join('; ');
  };
  return { path: inner === undefined ? path : [...path, inner], cell };
}

function cellOf(value: unknown, property: string, language: Language): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return wordOf(property, value, language);
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return { vi: value ? 'có' : 'không', en: value ? 'yes' : 'no' }[language];
  return JSON.stringify(value);
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? (inner as Record<string, unknown>)[name] : undefined,
    value,
  );
}

/** The schema behind a reference or an "or null". */
function plain(schema: ItemSchema, named: (reference: string) => ItemSchema): ItemSchema {
  const { $ref: reference, anyOf } = schema;
  if (typeof reference === 'string') return plain(named(reference.slice(reference.lastIndexOf('/') + 1)), named);
  if (Array.isArray(anyOf)) return plain((anyOf as ItemSchema[])[0] ?? {}, named);
  return schema;
}

function propertiesOf(schema: ItemSchema): Record<string, ItemSchema> {
  return (schema['properties'] ?? {}) as Record<string, ItemSchema>;
}

/** What stands above a column. */
export function columnHeading({ path }: ListColumn, language: Language): string {
  return path.map((name) => headingOf(name, language)).join(' – ');
}

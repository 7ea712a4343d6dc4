import { columnHeading } from '#exchange/list-columns.js';
import { hasHeading } from '#exchange/export-words.js';
import { ANSWER_SCHEMAS } from './answer-schemas.js';
import { listColumns } from './list-export.js';

/** Every answer that is a list and so a file too: items with the two dates and a next page. */
const LISTS = Object.entries(ANSWER_SCHEMAS).flatMap(([name, schema]) => {
  const properties = Object.keys((schema['properties'] ?? {}) as object);
  return ['asOf', 'knownAt', 'items', 'next'].every((property) => properties.includes(property)) ? [name] : [];
});

describe('an exported list', () => {
  it('is one of many', () => expect(LISTS.length).toBeGreaterThan(15));

  it.each(LISTS)('%s has words for each of its columns in both languages', (list) => {
    const columns = listColumns(list);
    expect(columns.length).toBeGreaterThan(0);
    const parts = [...new Set(columns.flatMap((column) => column.path))];
    expect(parts.filter((part) => !hasHeading(part))).toEqual([]);
    for (const language of ['vi', 'en'] as const) {
      const headings = columns.map((column) => columnHeading(column, language));
      // Two columns of one heading could not be told apart, nor read back in.
      expect(headings.filter((heading, i) => headings.indexOf(heading) !== i)).toEqual([]);
    }
  });
});

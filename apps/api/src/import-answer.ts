import { ROW_RESULTS } from '#exchange/import-report.js';
import { flag, list, number, object, or, text, whole } from './answer-parts.js';

/** The form of what an import answers. */
export const importAnswer = object({
  kind: text(),
  list: text('The list and its day, as they stand with each record.'),
  dryRun: flag('True: nothing was recorded.'),
  rows: whole('Rows with content below the headings.'),
  counts: object(Object.fromEntries(ROW_RESULTS.map((result) => [result, whole()])), 'Rows by what became of them.'),
  position: whole('Ask with `atLeast` this to see what was recorded.'),
  seconds: number(),
  problems: list(
    object({
      row: whole('As a spreadsheet counts: the headings are row 1.'),
      column: or(text('Heading as the file has it; null: the row as a whole.')),
      code: text('Stable code.'),
      detail: text('What is wrong, in the language of the answer.'),
    }),
  ),
  more: whole('Problems that are not listed.'),
});

import type { RuleCode } from '#domain/rule-violation.js';
import type { CellFault } from './columns.js';
import type { DecisionCode } from './import-kind.js';

/** What became of a row, or in a dry run what would become of it. */
export type RowResult = 'new' | 'changed' | 'unchanged' | 'decide' | 'refused' | 'invalid';
export const ROW_RESULTS: readonly RowResult[] = ['new', 'changed', 'unchanged', 'decide', 'refused', 'invalid'];

export type DeniedCode = 'not-allowed' | 'not-recorded';

/** One thing that is wrong with a row, before its wording. */
export type RowProblem = {
  /** Row number as the spreadsheet shows it; the row of headings is among them. */
  row: number;
  /** Heading as the file has it; null where the row as a whole is meant. */
  column: string | null;
} & (
  | { kind: 'cell'; code: CellFault; value: string; allowed: readonly string[] }
  | { kind: 'check'; code: string; message: string }
  | { kind: 'rule'; code: RuleCode; subject: string }
  | { kind: 'decision'; code: DecisionCode }
  /** Whoever imports has no leave to record it. */
  | { kind: 'denied'; code: DeniedCode }
  | { kind: 'twice'; before: number }
);

/** How far an import is. */
export interface ImportProgress {
  rows: number;
  of: number;
  /** Rows a second since it began. */
  rate: number;
  secondsLeft: number;
}

export interface ImportSummary {
  kind: string;
  list: string;
  dryRun: boolean;
  /** Rows with content below the headings. */
  rows: number;
  counts: Record<RowResult, number>;
  /** Ask with `atLeast` this to see what was recorded. */
  position: number;
  seconds: number;
}

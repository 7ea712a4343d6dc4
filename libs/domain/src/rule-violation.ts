import { REFUSALS } from './refusals.js';

/** A stable code of the table of refusals; a code that has no text there does not compile. */
export type RuleCode = keyof typeof REFUSALS;

/**
 * A rule of the domain refuses the command, and nothing is recorded. The code is stable: it is the last part of the
 * problem's `type` and stands in docs/refusals.md.
 */
export class RuleViolation extends Error {
  constructor(
    readonly code: RuleCode,
    /** What the rule was applied to, for the reader: ids and dates, never personal data. */
    readonly subject: string,
  ) {
    super(`${code}: ${subject}`);
    this.name = 'RuleViolation';
  }
}

/** For codes that come back from where they were kept. */
export function isRuleCode(text: string): text is RuleCode {
  return Object.hasOwn(REFUSALS, text);
}

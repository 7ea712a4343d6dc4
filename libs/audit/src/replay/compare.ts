import type { CivilDate } from '#domain/civil-date.js';
import type { Json } from '#event-log/json.js';
import type { Language } from '#exchange/columns.js';
import type { FactReader } from '#read-models/fact-reader.js';
import { type ToldDifference, toldIn } from './event-step.js';
import { differences } from './structure-diff.js';

/** An answer and when it was asked. Null: nothing was known of it then. */
export interface Answered {
  asOf: CivilDate;
  /** Ordinal. */
  knownAt: number;
  answer: Json;
}

export interface Comparison {
  from: Answered;
  to: Answered;
  same: boolean;
  differences: ToldDifference[];
}

/** Two answers to one question side by side, and what they say differently; names are as in the second. */
export async function compareAnswers(
  reader: FactReader,
  from: Answered,
  to: Answered,
  language: Language,
): Promise<Comparison> {
  const found = differences(from.answer, to.answer);
  const at = { asOf: to.asOf, knownAt: String(Math.max(from.knownAt, to.knownAt)) };
  const told = await reader.known(at, (known) => toldIn(known, found, language));
  return { from, to, same: found.length === 0, differences: told };
}

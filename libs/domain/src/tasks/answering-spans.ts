import type { Facts } from '../facts.js';
import { type Period, type Span, spansOf } from '../spans.js';
import type { TaskId } from './task-events.js';
import { type WhoAnswers, whoAnswers } from './who-answers.js';

/** R7: who answered for the task on each day of the period. Null: no such task is known. */
export function answeringSpans(facts: Facts, taskId: TaskId, period: Period): Span<WhoAnswers>[] | null {
  if (!facts.task(taskId)) return null;
  return spansOf(
    facts,
    period,
    (apart, day) => whoAnswers(apart, taskId, day),
    (answer) =>
      answer && [
        answer.status.status,
        answer.lines.map((l) => [l.capacity, l.unit, l.office, l.holder, l.certainty, l.reason, l.flags]),
      ],
  ).flatMap(({ answer, ...span }) => (answer ? [{ ...span, answer }] : []));
}

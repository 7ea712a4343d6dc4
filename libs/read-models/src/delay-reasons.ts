import { streamOf } from '#domain/decider.js';
import { delayOf, type StatedReason } from '#domain/tasks/delay-reasons.js';
import { DELAY_REASONS, type DelayReasonCode } from '#domain/tasks/task-events.js';
import { DELAY_REASON_WORDS } from '#domain/tasks/task-history-words.js';
import { tasksLedBy } from '#domain/tasks/work-of-unit.js';
import type { At, FactReader } from './fact-reader.js';
import { type Among, pageOf } from './paging.js';

export interface DelayReasons {
  asOf: string;
  knownAt: number;
  /** Numerator: late tasks for which a reason was stated. Denominator: late tasks, done or open. */
  late: { numerator: number; denominator: number };
  reasons: {
    code: DelayReasonCode;
    words: { vi: string; en: string };
    stated: number;
    /** By at least one other unit. A reason may be both. */
    confirmed: number;
    contested: number;
    unanswered: number;
    items: StatedReason[];
  }[];
}

/**
 * Reasons for delay, as the units state them and as others answer, of one directive's tasks or of those that one unit
 * leads. Nothing is decided between them.
 */
export async function delayReasons(
  reader: FactReader,
  of: { directive?: string | undefined; lead?: string | undefined },
  at: At = {},
): Promise<DelayReasons> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const { directive, lead } = of;
    const led =
      lead === undefined
        ? null
        : await snapshot.facts((facts) => tasksLedBy(facts, lead, asOf), [streamOf('unit', lead)]);
    const among: Among | undefined =
      directive !== undefined
        ? { target: streamOf('directive', directive), role: 'of-directive' }
        : led
          ? { streams: led.map((id) => streamOf('task', id)) }
          : undefined;
    const late = { numerator: 0, denominator: 0 };
    const stated: StatedReason[] = [];
    let cursor: string | undefined;
    do {
      const page = await pageOf(
        snapshot,
        'task',
        { limit: 200, cursor },
        (ids) =>
          snapshot.ofEach(ids, (facts, id) => (led && !led.includes(id) ? null : delayOf(facts, id, asOf)), 'task'),
        among,
      );
      for (const delay of page.items) {
        if (delay.late) late.denominator += 1;
        if (delay.late && delay.reasons.length > 0) late.numerator += 1;
        stated.push(...delay.reasons);
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    const reasons = DELAY_REASONS.flatMap((code) => {
      const items = stated.filter((reason) => reason.code === code);
      if (items.length === 0) return [];
      const count = (is: (reason: StatedReason) => boolean) => items.filter(is).length;
      return [
        {
          code,
          words: DELAY_REASON_WORDS[code],
          stated: items.length,
          confirmed: count((r) => r.confirmedBy.length > 0),
          contested: count((r) => r.contestedBy.length > 0),
          unanswered: count((r) => r.confirmedBy.length + r.contestedBy.length === 0),
          items,
        },
      ];
    });
    return { asOf, knownAt, late, reasons };
  });
}

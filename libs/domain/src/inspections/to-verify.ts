import type { CivilDate } from '../civil-date.js';
import { streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { predecessorsOf } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import type { Finding } from './finding.js';
import { type RectificationAnswer, rectificationStatus } from './finding-status.js';
import { findingsNaming } from './findings-of.js';

export interface ToVerify {
  finding: Finding;
  rectification: RectificationAnswer;
}

/** Reports that wait for a decision of who asked for the rectification, or of what has taken that body over. */
export function toVerify(facts: Facts, bodies: readonly UnitId[], asOf: CivilDate): ToVerify[] {
  const askers = [...new Set(bodies.flatMap((body) => [body, ...predecessorsOf(facts, body, asOf)]))];
  const asked = askers.flatMap((body) => findingsNaming(facts, streamOf('unit', body), 'rectification-by'));
  return [...new Map(asked.map((f) => [f.id, f])).values()].flatMap((f) =>
    f.rectifications
      .filter((r) => askers.includes(r.requested.by))
      .flatMap((r) => rectificationStatus(facts, f, r, asOf) ?? [])
      .filter((answer) => answer.status === 'reported')
      .map((rectification) => ({ finding: f, rectification })),
  );
}

import type { CivilDate } from '../civil-date.js';
import { type NewFact, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { requireNotErased } from '../record/erasure.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { SealedValue } from '../sealed-value.js';
import type { Finding } from './finding.js';
import { findingStatus } from './finding-status.js';

export type InformantEvents = {
  /** Who reported what was found (người phản ánh): name and how to reach them, sealed. */
  InformantRecorded: { findingId: string; informant: SealedValue; on: CivilDate };
};

export type InformantRecorded = InformantEvents['InformantRecorded'] & { at: EventRef };

export function recordInformant(f: Finding, data: InformantEvents['InformantRecorded']): NewFact<InformantEvents>[] {
  requireNotErased(f, streamOf('finding', data.findingId));
  return [{ type: 'InformantRecorded', data }];
}

/** The one that counts on the date: the last day wins, and of one day the later record. */
export function informantOn(f: Finding, asOf: CivilDate): InformantRecorded | null {
  return f.informants
    .filter((i) => i.on <= asOf)
    .reduce<InformantRecorded | null>((last, i) => (last === null || i.on >= last.on ? i : last), null);
}

/**
 * Whoever reported it is kept while what was asked because of it is under way: whoever verifies may have to hear them. From
 * the day on which all of it is verified, or where nothing was asked, an order of erasure is free.
 */
export function requireNoHold(facts: Facts, f: Finding, on: CivilDate): void {
  const open = findingStatus(facts, f, on).rectifications.find((r) => r.closedOn === null);
  if (open) throw new RuleViolation('rectification-holds-informant', `${f.id} ${open.rectification}`);
}

import { addDays, type CivilDate } from '../civil-date.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { finding, type FindingKind } from '../inspections/finding.js';
import { findingStatus, type FindingStatus } from '../inspections/finding-status.js';
import type { UnitId } from '../organisation/unit.js';
import type { Period } from '../spans.js';

/** A finding on a unit in the days in which it was the head's: made then, or open from before. */
export interface FindingScore {
  finding: string;
  kind: FindingKind;
  summary: string;
  foundOn: CivilDate;
  /** Made before the first day in office. */
  inherited: boolean;
  /** How far it was on the last of these days. */
  status: FindingStatus;
  evidence: readonly string[];
}

const SETTLED: readonly FindingStatus[] = ['noted', 'rectified', 'rectified-late', 'rectified-in-time'];

/** Findings on the units in the stretches of the period. One that was settled before the first of them is left out. */
export function findingScores(
  facts: Facts,
  stretches: readonly (Period & { units: readonly UnitId[] })[],
  period: Period,
): FindingScore[] {
  const scores = new Map<string, FindingScore>();
  for (const { from, until, units } of stretches) {
    const last = addDays(until < period.until ? until : period.until, -1);
    const streams = units.flatMap((id) => facts.named(streamOf('unit', id), 'finding-about').map((m) => m.stream));
    for (const id of new Set(streams.map(idOf))) {
      const found = facts.of(finding, id);
      if (!found || found.logged.on > last) continue;
      const answer = findingStatus(facts, found, last);
      if (!answer.lines.some((line) => line.standing !== null && units.includes(line.standing))) continue;
      const inherited = found.logged.on < from;
      if (inherited && SETTLED.includes(findingStatus(facts, found, addDays(from, -1)).status)) continue;
      scores.set(id, {
        finding: id,
        kind: found.logged.kind,
        summary: found.logged.summary,
        foundOn: found.logged.on,
        inherited: inherited && (scores.get(id)?.inherited ?? true),
        status: answer.status,
        evidence: answer.evidence.map((ref) => ref.id),
      });
    }
  }
  return [...scores.values()];
}

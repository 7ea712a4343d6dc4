import { addDays, type CivilDate } from '../civil-date.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { finding, type FindingKind } from '../inspections/finding.js';
import { findingStatus, type FindingStatus, isSettled } from '../inspections/finding-status.js';
import { predecessorsOf } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { type Period, spansOf } from '../spans.js';
import type { Reply } from './task-scores.js';

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
  /** What the unit answered to it by then. */
  replies: readonly Reply[];
  evidence: readonly string[];
}

/** Findings on the units in the stretches of the period. One that was settled before the first of them is left out. */
export function findingScores(
  facts: Facts,
  stretches: readonly (Period & { units: readonly UnitId[] })[],
  period: Period,
): FindingScore[] {
  const scores = new Map<string, FindingScore>();
  for (const { from, until, units } of stretches) {
    const end = until < period.until ? until : period.until;
    for (const id of findingsAbout(facts, units, addDays(end, -1))) {
      const last = lastDayOn(facts, id, units, { from, until: end });
      const found = facts.of(finding, id);
      if (!found || last === null) continue;
      const inherited = found.logged.on < from;
      if (inherited && isSettled(findingStatus(facts, found, addDays(from, -1)).status)) continue;
      const answer = findingStatus(facts, found, last);
      scores.set(id, {
        finding: id,
        kind: found.logged.kind,
        summary: found.logged.summary,
        foundOn: found.logged.on,
        inherited: inherited && (scores.get(id)?.inherited ?? true),
        status: answer.status,
        replies: found.answers
          .filter((a) => a.on <= last)
          .map(({ by, on, text, at }) => ({ by, office: null, on, text, evidence: at.id })),
        evidence: answer.evidence.map((ref) => ref.id),
      });
    }
  }
  return [...scores.values()];
}

/** Findings that name the units, or units that went into them. */
function findingsAbout(facts: Facts, units: readonly UnitId[], day: CivilDate): Set<string> {
  const all = new Set(units.flatMap((unit) => [unit, ...predecessorsOf(facts, unit, day)]));
  const streams = [...all].flatMap((id) => facts.named(streamOf('unit', id), 'finding-about').map((m) => m.stream));
  return new Set(streams.map(idOf));
}

/** The last day of the stretch on which the finding was on one of the units. Null: it was not. */
function lastDayOn(facts: Facts, id: string, units: readonly UnitId[], stretch: Period): CivilDate | null {
  const ask = (apart: Facts, day: CivilDate) => {
    const found = apart.of(finding, id);
    const lines = found ? findingStatus(apart, found, day).lines : [];
    return lines.some((line) => line.standing !== null && units.includes(line.standing));
  };
  const span = spansOf(facts, stretch, ask, (is) => is)
    .filter((one) => one.answer)
    .at(-1);
  return span ? addDays(span.until, -1) : null;
}

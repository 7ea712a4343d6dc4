import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import { FINDING_KINDS, type FindingKind } from '#domain/inspections/finding.js';
import { findingsOfTeam } from '#domain/inspections/findings-of.js';
import { compositionOn, inspection, type InspectionTeam, underWayOn } from '#domain/inspections/inspection.js';
import { standingUnit } from '#domain/organisation/succession.js';
import { nameOn } from '#domain/organisation/unit.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

export interface TeamUnderWay {
  team: string;
  name: string;
  owners: string[];
  leaders: string[];
  leaderOffice: string | null;
  /** Where it is on the date. */
  to: { unit: string; name: string; standing: string | null }[];
  from: CivilDate;
  /** First day on which it is back; null: not said. */
  until: CivilDate | null;
  /** What it has put on record of this journey, by the date. */
  logged: {
    visits: number;
    lastVisit: { visitId: string; unit: string; on: CivilDate } | null;
    findings: Record<FindingKind, number>;
    minutes: number;
  };
  evidence: string[];
}

/** Teams that are under way on the date: where, until when, and what they have logged. */
export async function dispatchBoard(reader: FactReader, page: Page, at: At = {}): Promise<Listing<TeamUnderWay>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(snapshot, inspection.category, page, (ids) =>
      snapshot.ofEach(
        ids,
        (facts, id) => {
          const team = facts.of(inspection, id);
          return team && underWay(facts, team, snapshot.asOf);
        },
        inspection.category,
      ),
    ),
  );
}

function underWay(facts: Facts, team: InspectionTeam, asOf: CivilDate): TeamUnderWay | null {
  const journeys = underWayOn(team, asOf);
  const from = journeys.map((journey) => journey.from).sort()[0];
  if (from === undefined) return null;
  const { leaders, leaderOffice } = compositionOn(team, asOf);
  const ends = journeys.map((journey) => journey.until);
  const during = <T extends { on: CivilDate }>(list: readonly T[]) => list.filter((x) => x.on >= from && x.on <= asOf);
  const visits = during(team.visits);
  const last = [...visits].sort((a, b) => (a.on < b.on ? -1 : 1)).at(-1);
  const findings = during(findingsOfTeam(facts, team.id).map((f) => f.logged));
  return {
    team: team.id,
    name: team.established.name,
    owners: team.established.owners,
    leaders,
    leaderOffice,
    to: [...new Set(journeys.flatMap((journey) => journey.to))].map((id) => whereOn(facts, id, asOf)),
    from,
    until: ends.includes(null) ? null : (ends.sort().at(-1) ?? null),
    logged: {
      visits: visits.length,
      lastVisit: last ? { visitId: last.visitId, unit: last.unit, on: last.on } : null,
      findings: countsOf(findings.map((finding) => finding.kind)),
      minutes: during(team.minutes).length,
    },
    evidence: journeys.flatMap((journey) => journey.evidence.map((ref) => ref.id)),
  };
}

function whereOn(facts: Facts, id: string, asOf: CivilDate) {
  const unit = facts.unit(id);
  const standing = standingUnit(facts, id, asOf);
  return {
    unit: id,
    name: unit ? nameOn(unit, asOf) : id,
    standing: standing.kind === 'standing' ? standing.unit : null,
  };
}

function countsOf(kinds: readonly FindingKind[]): Record<FindingKind, number> {
  const counts = Object.fromEntries(FINDING_KINDS.map((kind) => [kind, 0])) as Record<FindingKind, number>;
  for (const kind of kinds) counts[kind] += 1;
  return counts;
}

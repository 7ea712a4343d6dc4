import { streamOf } from '#domain/decider.js';
import { type CoveredPlace, coverageOf, type Visit } from '#domain/inspections/coverage.js';
import { inspection } from '#domain/inspections/inspection.js';
import { nameOn } from '#domain/organisation/unit.js';
import type { At, FactReader, Snapshot } from './fact-reader.js';
import { pageOf } from './paging.js';

/**
 * Which places below had no visit in so many days. Every team's record is read once: their number, not that of places,
 * is what it costs. Null: the place is not known.
 */
export async function inspectionCoverage(
  reader: FactReader,
  { place, days }: { place: string; days: number },
  at: At = {},
) {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const visits = await visitsByThen(snapshot);
    const units = [...new Set([place, ...visits.map((visit) => visit.unit)])].map((id) => streamOf('unit', id));
    const found = await snapshot.facts((facts) => {
      const around = facts.unit(place);
      if (!around) return null;
      const { rows, unattributed, ...counts } = coverageOf(facts, place, visits, asOf, days);
      return {
        place,
        name: nameOn(around, asOf),
        days,
        ...counts,
        rows: rows.map(rowCard),
        unattributed: unattributed.map(visitCard),
      };
    }, units);
    return found && { asOf, knownAt, ...found, incomplete: await snapshot.incomplete() };
  });
}

async function visitsByThen(snapshot: Snapshot): Promise<Visit[]> {
  const visits: Visit[] = [];
  let cursor: string | undefined;
  do {
    const page = await pageOf(snapshot, inspection.category, { limit: 200, cursor }, (ids) =>
      snapshot.facts(
        (facts) =>
          ids.map((team) =>
            (facts.of(inspection, team)?.visits ?? []).map(({ visitId, unit, on, at }): Visit => ({
              team,
              visitId,
              unit,
              on,
              at,
            })),
          ),
        ids.map((id) => streamOf(inspection.category, id)),
      ),
    );
    visits.push(...page.items.flat());
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return visits;
}

function rowCard({ lastVisit, ...row }: CoveredPlace) {
  return { ...row, lastVisit: lastVisit && visitCard(lastVisit) };
}

function visitCard({ at, ...visit }: Visit) {
  return { ...visit, evidence: at.id };
}

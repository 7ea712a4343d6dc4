import { streamOf } from '#domain/decider.js';
import { finding, type Finding, type FindingKind, type Occasion, unitsOf } from '#domain/inspections/finding.js';
import { inspection, type InspectionTeam } from '#domain/inspections/inspection.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

export interface TeamCard extends Omit<InspectionTeam['established'], 'teamId'> {
  team: string;
  dispatches: number;
  visits: number;
}

/** Inspection teams and the parties of working visits. */
export async function inspectionTeams(reader: FactReader, page: Page, at: At = {}): Promise<Listing<TeamCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(snapshot, inspection.category, page, (ids) =>
      snapshot.facts(
        (facts) =>
          ids.map((id) => {
            const team = facts.of(inspection, id);
            return team && teamCard(team);
          }),
        ids.map((id) => streamOf(inspection.category, id)),
      ),
    ),
  );
}

export interface InspectionPage extends TeamCard {
  asOf: string;
  knownAt: number;
  dispatched: Omit<InspectionTeam['dispatches'][number], 'at'>[];
  visited: Omit<InspectionTeam['visits'][number], 'at'>[];
}

/** A team with where it was sent and what it visited. Null: not known. */
export async function inspectionPage(reader: FactReader, id: string, at: At = {}): Promise<InspectionPage | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    return snapshot.facts((facts) => {
      const team = facts.of(inspection, id);
      if (!team) return null;
      const dispatched = team.dispatches.map(({ at: _, ...dispatch }) => dispatch);
      const visited = team.visits.map(({ at: _, ...visit }) => visit);
      return { asOf, knownAt, ...teamCard(team), dispatched, visited };
    });
  });
}

function teamCard(team: InspectionTeam): TeamCard {
  const { teamId: _, ...established } = team.established;
  return { team: team.id, ...established, dispatches: team.dispatches.length, visits: team.visits.length };
}

export interface FindingFilter {
  kind?: FindingKind | undefined;
  occasion?: Occasion | undefined;
  unit?: string | undefined;
}

export interface FindingCard extends Omit<Finding['logged'], 'findingId' | 'units'> {
  finding: string;
  /** Units named, or identified by the date. */
  units: string[];
  /** False while the finding names no unit and none was identified. */
  unitsKnown: boolean;
}

export async function findings(
  reader: FactReader,
  filter: FindingFilter,
  page: Page,
  at: At = {},
): Promise<Listing<FindingCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(snapshot, finding.category, page, (ids) =>
      snapshot.facts(
        (facts) => ids.map((id) => findingCard(facts.of(finding, id), filter, snapshot.asOf)),
        ids.map((id) => streamOf(finding.category, id)),
      ),
    ),
  );
}

function findingCard(found: Finding | null, filter: FindingFilter, asOf: string): FindingCard | null {
  if (!found) return null;
  const { findingId: _, ...logged } = found.logged;
  if (filter.kind !== undefined && logged.kind !== filter.kind) return null;
  if (filter.occasion !== undefined && logged.occasion !== filter.occasion) return null;
  const units = unitsOf(found, asOf);
  if (filter.unit !== undefined && !units.includes(filter.unit)) return null;
  return { finding: found.id, ...logged, units, unitsKnown: units.length > 0 };
}

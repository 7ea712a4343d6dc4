import { streamOf } from '#domain/decider.js';
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
  return reader.known(at, async (snapshot) => {
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

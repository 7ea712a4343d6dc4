import type { CivilDate } from '#domain/civil-date.js';
import { daysBetween } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { findingStatus } from '#domain/inspections/finding-status.js';
import { tallyOfFindings } from '#domain/inspections/finding-tally.js';
import type { Finding } from '#domain/inspections/finding.js';
import { findingsOfTeam } from '#domain/inspections/findings-of.js';
import {
  compositionOn,
  inspection,
  type InspectionTeam,
  type Journey,
  journeysOf,
} from '#domain/inspections/inspection.js';
import { reportStatus } from '#domain/inspections/team-report.js';
import { checklistOf } from '#domain/inspections/visit-record.js';
import { answerCard, findingCard } from './finding-page.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

export interface TeamCard extends Omit<Required<InspectionTeam['established']>, 'teamId'> {
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

/**
 * A team as on the date: who is in it, where it went, what it saw and found, its minutes and its report, and beside them
 * what the units say. Null: not known.
 */
export async function inspectionPage(reader: FactReader, id: string, at: At = {}) {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const found = await snapshot.facts(
      (facts) => inspectionAnswer(facts, id, asOf),
      [streamOf(inspection.category, id)],
    );
    return found && { asOf, knownAt, ...found, incomplete: await snapshot.incomplete() };
  });
}

/** What {@link inspectionPage} says, of facts. Null: not known. */
export function inspectionAnswer(facts: Facts, id: string, asOf: CivilDate) {
  const team = facts.of(inspection, id);
  if (!team) return null;
  const findings = findingsOfTeam(facts, id).filter((f) => f.logged.on <= asOf);
  const journeys = journeysOf(team).filter((journey) => journey.from <= asOf);
  return {
    ...teamCard(team),
    inTeam: compositionOn(team, asOf),
    dispatched: journeys.map(({ evidence, ...journey }) => ({
      ...journey,
      evidence: evidence.map((ref) => ref.id),
    })),
    duration: durationOf(team, journeys, asOf),
    visited: team.visits.filter((visit) => visit.on <= asOf).map((visit) => visitOf(team, visit, findings, asOf)),
    findings: findings.map((f) => findingOfTeam(facts, f, asOf)),
    putRight: tallyOfFindings(facts, findings, asOf),
    report: reportOf(team, asOf),
    evidence: [team.at.id, ...team.changes.filter((change) => change.on <= asOf).map((change) => change.at.id)],
  };
}

function visitOf(
  team: InspectionTeam,
  { at, teamId: _, ...visit }: InspectionTeam['visits'][number],
  findings: readonly Finding[],
  asOf: CivilDate,
) {
  const signed = team.minutes.find((minutes) => minutes.visitId === visit.visitId && minutes.on <= asOf);
  return {
    ...visit,
    checklist: checklistOf(team, visit.visitId, asOf),
    findings: findings.filter((f) => f.logged.visitId === visit.visitId).map((f) => f.id),
    minutes: signed ? minutesOf(signed) : null,
    evidence: at.id,
  };
}

function minutesOf({ at, teamId: _, visitId: __, ...minutes }: InspectionTeam['minutes'][number]) {
  return { ...minutes, evidence: at.id };
}

/** What the team says, and beside it what the units say. */
function findingOfTeam(facts: Facts, f: Finding, asOf: CivilDate) {
  const card = findingCard(facts, f, asOf);
  const { evidence } = findingStatus(facts, f, asOf);
  return {
    ...card,
    answers: f.answers.filter((answer) => answer.on <= asOf).map(answerCard),
    evidence: [...new Set(evidence.map((ref) => ref.id))],
  };
}

function reportOf(team: InspectionTeam, asOf: CivilDate) {
  const { evidence: _, ...status } = reportStatus(team, asOf);
  const delivered = team.reports.filter((report) => report.on <= asOf);
  return { ...status, delivered: delivered.map(({ at, teamId: __, ...report }) => ({ ...report, evidence: at.id })) };
}

/** From the first day under way to the last act that is on record; days are counted with both. */
function durationOf(team: InspectionTeam, journeys: readonly Journey[], asOf: CivilDate) {
  const acts = [...team.visits, ...team.reports].map((act) => act.on).filter((on) => on <= asOf);
  const from = [...journeys.map((journey) => journey.from), ...acts].sort()[0];
  if (from === undefined) return null;
  const backs = journeys.flatMap(({ until }) => (until !== null && until <= asOf ? [until] : []));
  const underWay = journeys.some(({ until }) => until === null || until > asOf);
  const last = underWay ? asOf : ([...backs, ...acts].sort().at(-1) ?? asOf);
  return { from, to: last, days: daysBetween(from, last) + 1, underWay };
}

function teamCard(team: InspectionTeam): TeamCard {
  const { teamId: _, reportDueOn = null, ...established } = team.established;
  return {
    team: team.id,
    ...established,
    reportDueOn,
    dispatches: team.dispatches.length,
    visits: team.visits.length,
  };
}

import type { CivilDate } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import { chainInForce } from '#domain/directives/in-force.js';
import type { Facts } from '#domain/facts.js';
import {
  actDay,
  finding,
  type Finding,
  type FindingKind,
  type Occasion,
  unitsOf,
} from '#domain/inspections/finding.js';
import { type FindingStatus, findingStatus } from '#domain/inspections/finding-status.js';
import { inspection } from '#domain/inspections/inspection.js';
import type { Rectification } from '#domain/inspections/rectification.js';
import { type HeadInOffice, headsInOffice } from '#domain/organisation/heads-in-office.js';
import { enclosing } from '#domain/organisation/succession.js';
import { breachesIn } from '#domain/record/breaches.js';
import type { EventRef } from '#domain/recorded-fact.js';
import type { At, FactReader } from './fact-reader.js';
import { type Among, type Listing, type Page, pageOf } from './paging.js';

export interface FindingFilter {
  kind?: FindingKind | undefined;
  occasion?: Occasion | undefined;
  /** Names this unit, or was found later to be about it. */
  unit?: string | undefined;
  /** Is on a unit in this place by the date, or on the place itself. */
  place?: string | undefined;
  status?: FindingStatus | undefined;
  team?: string | undefined;
}

export interface FindingCard extends Omit<Required<Finding['logged']>, 'findingId'> {
  finding: string;
  /** False while the finding names no unit and none was identified. */
  unitsKnown: boolean;
  status: FindingStatus;
}

export async function findings(
  reader: FactReader,
  filter: FindingFilter,
  page: Page,
  at: At = {},
): Promise<Listing<FindingCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(
      snapshot,
      finding.category,
      page,
      (ids) =>
        snapshot.ofEach(
          ids,
          (facts, id) => {
            const found = facts.of(finding, id);
            return found && passes(facts, found, filter, snapshot.asOf)
              ? findingCard(facts, found, snapshot.asOf)
              : null;
          },
          finding.category,
        ),
      amongOf(filter),
    ),
  );
}

function passes(facts: Facts, found: Finding, filter: FindingFilter, asOf: CivilDate): boolean {
  const { kind, occasion, unit, place, status, team } = filter;
  const { logged } = found;
  if (kind !== undefined && logged.kind !== kind) return false;
  if (occasion !== undefined && logged.occasion !== occasion) return false;
  if (team !== undefined && logged.teamId !== team) return false;
  if (unit !== undefined && !unitsOf(found, asOf).includes(unit)) return false;
  if (status === undefined && place === undefined) return true;
  const answer = findingStatus(facts, found, asOf);
  if (status !== undefined && answer.status !== status) return false;
  return (
    place === undefined ||
    answer.lines.some((line) => enclosing(facts, line.standing ?? line.unit, asOf).includes(place))
  );
}

function amongOf({ team, unit }: FindingFilter): Among | undefined {
  if (team !== undefined) return { target: streamOf('inspection', team), role: 'finding-of' };
  return unit === undefined ? undefined : { target: streamOf('unit', unit), role: 'finding-about' };
}

export function findingCard(facts: Facts, found: Finding, asOf: CivilDate): FindingCard {
  const { findingId: _, persons = [], actOn = null, checklistItem = null, files = [], ...logged } = found.logged;
  const units = unitsOf(found, asOf);
  return {
    finding: found.id,
    ...logged,
    persons,
    actOn,
    checklistItem,
    files,
    units,
    unitsKnown: units.length > 0,
    status: findingStatus(facts, found, asOf).status,
  };
}

export function answerCard({ at, findingId: _, ...answer }: Finding['answers'][number]) {
  return { ...answer, evidence: at.id };
}

/** A finding with what was asked for, reported and decided, as on the date. Null: not known. */
export async function findingPage(reader: FactReader, id: string, at: At = {}) {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const found = await snapshot.facts(
      (facts) => {
        const f = facts.of(finding, id);
        if (!f) return null;
        const { lines, rectifications, evidence } = findingStatus(facts, f, asOf);
        return {
          ...findingCard(facts, f, asOf),
          judgedBy: judgedBy(facts, f),
          minutes: minutesOf(facts, f, asOf),
          answers: f.answers.filter((answer) => answer.on <= asOf).map(answerCard),
          heads: unitsOf(f, asOf).map((unit) => ({
            unit,
            heads: headsInOffice(facts, unit, f.logged.on).map(headCard),
          })),
          lines: lines.map((line) => ({ ...line, evidence: ids(line.evidence) })),
          rectifications: rectifications.map((answer) => {
            const r = f.rectifications.find((one) => one.id === answer.rectification);
            return { ...answer, ...(r && history(facts, r, asOf)), evidence: ids(answer.evidence) };
          }),
          breaches: breachesIn(facts, streamOf(finding.category, id), asOf),
          evidence: ids(evidence),
        };
      },
      [streamOf(finding.category, id)],
    );
    return found && { asOf, knownAt, ...found, incomplete: await snapshot.incomplete() };
  });
}

/** R9: the directives in force on the day of the act, for the directive and the tasks that it is linked to. */
function judgedBy(facts: Facts, f: Finding) {
  const on = actDay(f);
  const { directiveId, tasks } = f.logged;
  const of = (about: string, id: string | undefined) => {
    const found = id === undefined ? null : chainInForce(facts, id, on);
    return { about, on, inForce: found?.inForce.map((d) => d.id) ?? [], reason: found?.reason ?? null };
  };
  return [
    ...(directiveId === null ? [] : [of(streamOf('directive', directiveId), directiveId)]),
    ...tasks.map((id) => of(streamOf('task', id), facts.task(id)?.assigned.directiveId)),
  ];
}

/** The minutes that list it, with the unit's opinion. */
function minutesOf(facts: Facts, f: Finding, asOf: CivilDate) {
  const { teamId, visitId } = f.logged;
  const team = teamId === null ? null : facts.of(inspection, teamId);
  const signed = team?.minutes.find((m) => m.visitId === visitId && m.findings.includes(f.id) && m.on <= asOf);
  if (!signed) return null;
  const { opinion, opinionText, representative, representativeText, signedBy, on, signedAt, at } = signed;
  return { opinion, opinionText, representative, representativeText, signedBy, on, signedAt, evidence: at.id };
}

/** What was asked, dated, reported and decided by the date, each with its event. */
function history(facts: Facts, r: Rectification, asOf: CivilDate) {
  const { what, by, office, person } = r.requested;
  const until = <T extends { on: CivilDate }>(list: readonly T[]) => list.filter((one) => one.on <= asOf);
  return {
    what,
    requestedBy: { by, office, person },
    heads: headsInOffice(facts, r.requested.unit, r.on).map(headCard),
    dueDates: until(r.dueDates).map(({ at, ...due }) => ({ ...due, evidence: at.id })),
    reports: until(r.reports).map(({ at, verdict, ...report }) => ({
      ...report,
      evidence: at.id,
      verdict: verdict && verdict.on <= asOf ? verdictCard(verdict) : null,
    })),
  };
}

function verdictCard({ at, ...verdict }: NonNullable<Rectification['reports'][number]['verdict']>) {
  return { ...verdict, evidence: at.id };
}

function headCard({ evidence, ...head }: HeadInOffice) {
  return { ...head, evidence: ids(evidence) };
}

function ids(refs: readonly EventRef[]): string[] {
  return [...new Set(refs.map((ref) => ref.id))];
}

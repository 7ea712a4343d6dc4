import type { CivilDate } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { finding, type Finding, type FindingKind, type Occasion, unitsOf } from '#domain/inspections/finding.js';
import { type FindingStatus, findingStatus } from '#domain/inspections/finding-status.js';
import type { Rectification } from '#domain/inspections/rectification.js';
import { type HeadInOffice, headsInOffice } from '#domain/organisation/heads-in-office.js';
import type { EventRef } from '#domain/recorded-fact.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

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
  status: FindingStatus;
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
        (facts) => ids.map((id) => findingCard(facts, facts.of(finding, id), filter, snapshot.asOf)),
        ids.map((id) => streamOf(finding.category, id)),
      ),
    ),
  );
}

function findingCard(facts: Facts, found: Finding | null, filter: FindingFilter, asOf: CivilDate): FindingCard | null {
  if (!found) return null;
  const { findingId: _, ...logged } = found.logged;
  if (filter.kind !== undefined && logged.kind !== filter.kind) return null;
  if (filter.occasion !== undefined && logged.occasion !== filter.occasion) return null;
  const units = unitsOf(found, asOf);
  if (filter.unit !== undefined && !units.includes(filter.unit)) return null;
  const { status } = findingStatus(facts, found, asOf);
  return { finding: found.id, ...logged, units, unitsKnown: units.length > 0, status };
}

/** A finding with what was asked for, reported and decided, as on the date. Null: not known. */
export async function findingPage(reader: FactReader, id: string, at: At = {}) {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const found = await snapshot.facts(
      (facts) => {
        const f = facts.of(finding, id);
        if (!f) return null;
        const card = findingCard(facts, f, {}, asOf);
        const { lines, rectifications, evidence } = findingStatus(facts, f, asOf);
        return {
          ...card,
          heads: unitsOf(f, asOf).map((unit) => ({
            unit,
            heads: headsInOffice(facts, unit, f.logged.on).map(headCard),
          })),
          lines: lines.map((line) => ({ ...line, evidence: ids(line.evidence) })),
          rectifications: rectifications.map((answer) => {
            const r = f.rectifications.find((one) => one.id === answer.rectification);
            return { ...answer, ...(r && history(facts, r, asOf)), evidence: ids(answer.evidence) };
          }),
          evidence: ids(evidence),
        };
      },
      [streamOf(finding.category, id)],
    );
    return found && { asOf, knownAt, ...found, incomplete: await snapshot.incomplete() };
  });
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

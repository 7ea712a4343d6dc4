import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import type { CivilDate } from '../civil-date.js';
import { predecessorsOf } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { type Finding, finding } from './finding.js';
import { type FindingAnswer, type FindingLine, findingStatus } from './finding-status.js';

/** The findings of a team, in the order in which they were recorded. */
export function findingsOfTeam(facts: Facts, teamId: string): Finding[] {
  return findingsNaming(facts, streamOf('inspection', teamId), 'finding-of');
}

export function findingsOfVisit(facts: Facts, teamId: string, visitId: string): Finding[] {
  return findingsOfTeam(facts, teamId).filter((f) => f.logged.visitId === visitId);
}

/** The findings that name a stream in a role; those whose own record is annulled are left out. */
export function findingsNaming(facts: Facts, target: string, role: string): Finding[] {
  const streams = facts.named(target, role).map((mention) => mention.stream);
  const ids = new Set(streams.filter((stream) => stream.startsWith(`${finding.category}-`)).map(idOf));
  return [...ids].flatMap((id) => facts.of(finding, id) ?? []);
}

/** A finding as it is for a unit. */
export interface FindingOfUnit {
  finding: Finding;
  /** Of its units those that are the unit or sit in it, or that it has taken over. */
  lines: FindingLine[];
  answer: FindingAnswer;
}

/**
 * The findings that are on a unit on the date, or on a body that sits in it: those that name it, and open ones of units
 * that it has taken over (R8). Those of places below are not among them.
 */
export function findingsOfUnit(facts: Facts, id: UnitId, asOf: CivilDate): FindingOfUnit[] {
  const units = [id, ...facts.bodiesIn(id).map((body) => body.id)];
  const before = units.flatMap((unit) => predecessorsOf(facts, unit, asOf));
  const named = [...new Set([...units, ...before])].flatMap((unit) =>
    findingsNaming(facts, streamOf('unit', unit), 'finding-about'),
  );
  return [...new Map(named.map((f) => [f.id, f])).values()].flatMap((f) => {
    const answer = findingStatus(facts, f, asOf);
    const lines = answer.lines.filter(({ standing, unit }) => units.includes(standing ?? unit));
    return lines.length === 0 ? [] : [{ finding: f, lines, answer }];
  });
}

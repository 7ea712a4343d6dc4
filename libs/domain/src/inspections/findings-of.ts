import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { type Finding, finding } from './finding.js';

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

import { endedMembers } from '../organisation/class-members.js';
import type { Unit } from '../organisation/unit.js';
import { type Asked, bare, type Draft } from './answer-line.js';

/** R1: the union of the members' lines (`members`, one list each), and the class itself while it is not known that all of them are named. */
export function classLines(asked: Asked, unit: Unit, members: readonly (readonly Draft[])[]): Draft[] {
  const { facts, asOf, lead } = asked;
  const lines = members.flat();
  const total = unit.total;
  if (total !== null && members.length >= total) return lines;
  const open = bare('answers', unit.id, 'not-fanned-out', [lead.at, unit.at]);
  // Whoever keeps the list has not yet said what the reform made of it.
  const flags = endedMembers(facts, unit, asOf).length > 0 ? ['class-member-ended'] : [];
  return [...lines, { ...open, flags }];
}

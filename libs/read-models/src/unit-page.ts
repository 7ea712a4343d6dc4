import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { type EndedMember, endedMembers } from '#domain/organisation/class-members.js';
import { endOf, leadingBodies, standingUnit } from '#domain/organisation/succession.js';
import { taskStatus } from '#domain/tasks/task-status.js';
import { tasksLedBy } from '#domain/tasks/work-of-unit.js';
import { membersOn, nameOn, parentOn, type Unit, valid } from '#domain/organisation/unit.js';
import type { At, FactReader } from './fact-reader.js';
import { type HolderCard, holderCard } from './office-holders.js';
import { type Listing, type Page, pageOf } from './paging.js';
import { type RecognitionCard, recognitionsOf } from './recognitions.js';

export interface UnitCard {
  unit: string;
  kind: Unit['kind'];
  name: string;
  level: string | null;
  line: string | null;
  place: string | null;
  parent: string | null;
  from: string | null;
  end: { kind: string; on: string; into: readonly string[] } | null;
}

export interface UnitFilter {
  kind?: Unit['kind'] | undefined;
  place?: string | undefined;
}

/** Units as they were on the date. */
export async function units(
  reader: FactReader,
  filter: UnitFilter,
  page: Page,
  at: At = {},
): Promise<Listing<UnitCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(snapshot, 'unit', page, (ids) =>
      snapshot.ofEach(
        ids,
        (facts, id) => {
          const unit = facts.unit(id);
          if (!unit || (filter.kind !== undefined && unit.kind !== filter.kind)) return null;
          if (filter.place !== undefined && unit.place !== filter.place && unit.id !== filter.place) return null;
          return unitCard(facts, unit, snapshot.asOf);
        },
        'unit',
      ),
    ),
  );
}

export interface UnitPage extends UnitCard {
  asOf: string;
  knownAt: number;
  names: readonly { name: string; on: string | null }[];
  /** The unit that stands in its place on the date, if it has ended. */
  standing: { unit: string | null; state: string };
  bodies: UnitCard[];
  members: string[];
  /** Of a class: members that have ended and are still on its list. */
  endedMembers: EndedMember[];
  offices: HolderCard[];
  /** Tasks that it leads on the date. */
  tasks: { task: string; title: string; kind: string; status: string }[];
  /** Areas in its charge: who supervises here. */
  /** What was said of it, as recorded; nothing is counted. */
  recognitions: RecognitionCard[];
  charges: { id: string; office: string | null; person: string | null; from: string; until: string | null }[];
}

/** A unit with its heads, what it leads, and what became of it. Null: not known. */
export async function unitPage(reader: FactReader, unitId: string, at: At = {}): Promise<UnitPage | null> {
  return reader.known(at, async (known) => {
    const { asOf, knownAt } = known;
    const found = await known.facts((facts) => unitAnswer(facts, unitId, asOf));
    return found && { asOf, knownAt, ...found };
  });
}

/** What {@link unitPage} says, of facts. Null: not known. */
export function unitAnswer(facts: Facts, unitId: string, asOf: string): Omit<UnitPage, 'asOf' | 'knownAt'> | null {
  const unit = facts.unit(unitId);
  if (!unit) return null;
  const standing = standingUnit(facts, unitId, asOf);
  const heads = unit.kind === 'place' ? leadingBodies(facts, unitId, asOf) : [unit];
  return {
    ...unitCard(facts, unit, asOf),
    names: unit.names,
    standing: { unit: standing.kind === 'standing' ? standing.unit : null, state: standing.kind },
    bodies: facts.bodiesIn(unitId).map((body) => unitCard(facts, body, asOf)),
    members: membersOn(unit, asOf),
    endedMembers: endedMembers(facts, unit, asOf),
    offices: heads.flatMap((body) => facts.officesOf(body.id).map((office) => holderCard(facts, office, asOf))),
    tasks: tasksOf(facts, unitId, asOf),
    recognitions: recognitionsOf(facts, streamOf('unit', unitId), asOf),
    charges: unit.charges.map(({ id, office, person, from, until }) => ({ id, office, person, from, until })),
  };
}

function tasksOf(facts: Facts, unitId: string, asOf: string): UnitPage['tasks'] {
  return tasksLedBy(facts, unitId, asOf).flatMap((id) => {
    const task = facts.task(id);
    const status = task && taskStatus(facts, id, asOf);
    if (!task || !status) return [];
    return [{ task: id, title: task.assigned.title, kind: task.assigned.kind, status: status.status }];
  });
}

export function unitCard(facts: Facts, unit: Unit, asOf: string): UnitCard {
  const end = endOf(facts, unit, asOf);
  return {
    unit: unit.id,
    kind: unit.kind,
    name: nameOn(unit, asOf),
    level: (valid(unit.levels, asOf) ?? unit.levels[0])?.level ?? null,
    line: unit.line,
    place: unit.place,
    parent: parentOn(unit, asOf),
    from: unit.from,
    end: end && { kind: end.kind, on: end.on, into: end.into },
  };
}

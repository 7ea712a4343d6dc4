import type { CivilDate } from '#domain/civil-date.js';
import { categoryOf, streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import type { Office } from '#domain/organisation/office.js';
import { topBody } from '#domain/organisation/succession.js';
import { type Line, parentOn, type Unit, type UnitId } from '#domain/organisation/unit.js';
import { concernedBy, isOpen, type RestrictedCategory } from './concerned.js';
import { officesHeld } from './offices-held.js';
import type { Principal } from './principal.js';

/**
 * What somebody sees. The unit of visibility is the stream: one out of scope does not exist to the reader, so that answers,
 * lists, counts, search and history hide it of themselves. Open categories are seen by everybody who has signed in.
 */
export interface ReadScope {
  readonly everything: boolean;
  /** Restricted categories that are seen whole. */
  readonly categories: ReadonlySet<string>;
  /** Streams of units; what concerns one of them is seen. */
  readonly units: ReadonlySet<string>;
  readonly offices: ReadonlySet<string>;
  /** Oneself. */
  readonly persons: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/** For callers in the system itself, which ask in nobody's name, and for auditors. */
export const EVERYTHING: ReadScope = { everything: true, categories: NONE, units: NONE, offices: NONE, persons: NONE };

/** Of somebody who holds no office and is not on record. */
export const NOTHING_RESTRICTED: ReadScope = { ...EVERYTHING, everything: false };

/** What the registrar (văn thư, tổ chức) sees whole: what is recorded of documents and of figures, and no judgement. */
export const REGISTRAR_CATEGORIES: readonly RestrictedCategory[] = [
  'task',
  'plan',
  'threshold',
  'duty',
  'epidemiclevel',
  'casereport',
  'indicator',
];

/** Who asks, as far as it decides what is seen. */
export type Reader = Pick<Principal, 'person' | 'roles'>;

/** Nobody has signed in. */
export const NOBODY: Reader = { person: null, roles: new Set() };

/**
 * What somebody sees today in an answer about a date. Whoever held a head office on that date, and holds it no more, sees
 * in it what the head saw then; so a question about the record itself is asked with today for `asOf`.
 *
 * @param today civil date in Asia/Ho_Chi_Minh
 */
export function readScopeOf(facts: Facts, { person, roles }: Reader, today: CivilDate, asOf: CivilDate): ReadScope {
  if (roles.has('auditor')) return EVERYTHING;
  const categories: ReadonlySet<string> = roles.has('registrar') ? new Set(REGISTRAR_CATEGORIES) : NONE;
  if (person === null) return { ...NOTHING_RESTRICTED, categories };
  const held = officesHeld(facts, person, today);
  const before =
    asOf < today
      ? officesHeld(facts, person, asOf).filter((o) => o.head && !held.some((present) => present.id === o.id))
      : [];
  const units = new Set([...reachOf(facts, held, today), ...reachOf(facts, before, asOf)]);
  const streams = [...units].map((id) => streamOf('unit', id));
  facts.announceNamed?.(streams, 'office-of');
  const offices = facts
    .each(streams, (stream) => facts.named(stream, 'office-of').map((mention) => mention.stream))
    .flat();
  return {
    everything: false,
    categories,
    units: new Set(streams),
    offices: new Set(offices),
    persons: new Set([streamOf('person', person)]),
  };
}

/** Is the stream within what somebody sees? `facts` are what is known now, whatever known time the question is about. */
export function isVisible(facts: Facts, scope: ReadScope, stream: string): boolean {
  if (scope.everything || isOpen(stream) || seesWhole(scope, stream)) return true;
  for (const target of concernedBy(facts, stream)) if (isTarget(scope, target)) return true;
  return false;
}

export function seesWhole({ categories }: ReadScope, stream: string): boolean {
  return categories.has(categoryOf(stream));
}

/** Is what concerns this unit, office or person seen? */
export function isTarget({ units, offices, persons }: ReadScope, target: string): boolean {
  return units.has(target) || offices.has(target) || persons.has(target);
}

/** A body, or a place in which the bodies of some lines are within reach; of a body the lines are none. */
interface Reach {
  readonly unit: UnitId;
  readonly lines: readonly Line[] | 'all';
}

/**
 * The units over which offices reach on a day: the body with the bodies under it and, from the leading body of a place, the
 * place, the places under it and what is of its line there; of every line for the party's, which leads the others.
 */
function reachOf(facts: Facts, offices: readonly Office[], day: CivilDate): Set<UnitId> {
  const seen = new Set<string>();
  const units = new Set<UnitId>();
  const isNew = ({ unit, lines }: Reach): boolean => {
    const key = `${lines === 'all' ? '*' : lines.join()} ${unit}`;
    // What is reached in every line need not be gone through once more in one.
    if (seen.has(key) || seen.has(`* ${unit}`)) return false;
    seen.add(key);
    units.add(unit);
    return true;
  };
  let wave = offices.map((office): Reach => ({ unit: office.body, lines: [] })).filter(isNew);
  while (wave.length > 0) {
    wave = facts
      .each(wave, (reach) => beside(facts, reach, day))
      .flat()
      .filter(isNew);
  }
  return units;
}

/** What is reached one step further. */
function beside(facts: Facts, { unit: id, lines }: Reach, day: CivilDate): Reach[] {
  const unit = facts.unit(id);
  if (!unit) return [];
  const before = mergedInto(facts, id, day).map((merged) => ({ unit: merged, lines }));
  const under = facts.unitsUnder(id).filter((child) => child.kind === unit.kind && parentOn(child, day) === id);
  if (unit.kind === 'body') {
    return [...before, ...placeLedBy(facts, unit, day), ...under.map((body): Reach => ({ unit: body.id, lines: [] }))];
  }
  const bodies = facts.bodiesIn(id).filter((body) => isOf(body, lines));
  const classes = facts
    .streamsNaming(streamOf('unit', id), 'class-place', 'unit')
    .map((stream) => stream.slice('unit-'.length));
  return [
    ...before,
    ...under.map((place): Reach => ({ unit: place.id, lines })),
    ...[...bodies.map((body) => body.id), ...classes].map((inside): Reach => ({ unit: inside, lines: [] })),
  ];
}

/** The place of a body that leads it in its line. */
function placeLedBy(facts: Facts, { id, place, line }: Unit, day: CivilDate): Reach[] {
  if (place === null || line === null || topBody(facts, place, line, day)?.id !== id) return [];
  return [{ unit: place, lines: line === 'party' ? 'all' : [line] }];
}

function isOf(body: Unit, lines: Reach['lines']): boolean {
  return lines === 'all' || (body.line !== null && lines.includes(body.line));
}

/** R8: the past of a unit that was merged is its successor's. Of a split one only what is decided so has come over. */
function mergedInto(facts: Facts, id: UnitId, day: CivilDate): UnitId[] {
  return facts.streamsNaming(streamOf('unit', id), 'successor', 'unit').flatMap((stream) => {
    const unit = facts.unit(stream.slice('unit-'.length));
    return unit?.end?.kind === 'merged' && unit.end.on <= day ? [unit.id] : [];
  });
}

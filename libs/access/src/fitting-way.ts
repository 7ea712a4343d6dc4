import type { CivilDate } from '#domain/civil-date.js';
import { categoryOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import type { Office } from '#domain/organisation/office.js';
import type { PersonId } from '#domain/organisation/person.js';
import type { Check, PolicyRow, Relation, Way } from './policy-table.js';
import {
  isAbove,
  isAboveThing,
  isOfTheTeam,
  issues,
  leadsTask,
  speaksFor,
  speaksFromInside,
  streamIn,
} from './relations.js';

/** Body of a command, or path and query of a route: what a row's fields are looked up in. */
export type Fields = Readonly<Record<string, unknown>>;

/** Who asks about what, on which day. */
export interface Standing {
  readonly facts: Facts;
  readonly row: PolicyRow;
  readonly fields: Fields;
  readonly person: PersonId | null;
  /** Day of the act. */
  readonly day: CivilDate;
  /** Does the asker see the stream? */
  readonly sees: (stream: string) => boolean;
}

type Test = (to: Standing, check: Check, value: string, office: Office | null) => boolean;

/** What each relation asks of one value of its field. Without an office only those about the person can be met. */
const TESTS: Readonly<Record<Exclude<Relation, 'any'>, Test>> = {
  'speaks-for': ({ facts, day }, check, unit, office) =>
    office !== null && (check.inside ? speaksFromInside : speaksFor)(facts, office, unit, day),
  'own-office': (_, _check, id, office) => office?.id === id,
  oneself: ({ person }, _check, id) => person === id,
  above: ({ facts, day }, { of = 'unit', inside = false }, id, office) => {
    if (office === null) return false;
    return of === 'unit'
      ? isAbove(facts, office, id, day, inside)
      : isAboveThing(facts, office, streamIn(of, id), day, inside);
  },
  issues: ({ facts, day }, { of = 'directive', inside = false }, id, office) =>
    office !== null && issues(facts, office, streamIn(of, id), day, inside),
  'leads-task': ({ facts, day }, { coordinators = false }, id, office) =>
    office !== null && leadsTask(facts, office, id, day, { coordinators }),
  'of-the-team': ({ facts, day, person }, { of = 'inspection' }, id) =>
    person !== null && isOfTheTeam(facts, person, streamIn(of, id), day),
  'within-scope': ({ sees }, { of = 'stream' }, id) => sees(streamIn(of, id)),
};

/** Does the asker go this way, in this office (null: in none)? The roles that a way asks for are looked at elsewhere. */
export function goes(to: Standing, way: Way, office: Office | null): boolean {
  const given = (field: string) => valuesAt(to.fields, field).length > 0;
  const named = (field: string) => to.person !== null && valuesAt(to.fields, field).includes(to.person);
  if ((way.without ?? []).some(given) || (way.notOneself ?? []).some(named)) return false;
  const { among } = way;
  if (among && !streamsNamed(to.row, to.fields).every((stream) => among.some((one) => one === categoryOf(stream))))
    return false;
  return [way, ...(way.and ?? [])].every((check) => meets(to, check, office));
}

function meets(to: Standing, check: Check, office: Office | null): boolean {
  if (check.relation === 'any') return true;
  const values = check.field === undefined ? [] : valuesAt(to.fields, check.field);
  if (values.length === 0) return check.ifGiven === true;
  return values.some((value) => TESTS[check.relation as Exclude<Relation, 'any'>](to, check, value, office));
}

/** Streams that the fields of a row name, without those of fields that are left out. */
export function streamsNamed(row: PolicyRow, fields: Fields): string[] {
  return Object.entries(row.names ?? {}).flatMap(([field, of]) =>
    valuesAt(fields, field).map((id) => streamIn(of, id)),
  );
}

/** The texts at a path of fields: one, those of a list, those of a field of a list of parts. */
export function valuesAt(fields: Fields, path: string): string[] {
  const [field = '', ...rest] = path.split('.');
  const found: unknown = Object.hasOwn(fields, field) ? fields[field] : undefined;
  const all: unknown[] = Array.isArray(found) ? found : [found];
  if (rest.length === 0) return all.filter((value): value is string => typeof value === 'string');
  return all.flatMap((part) =>
    typeof part === 'object' && part !== null ? valuesAt(part as Fields, rest.join('.')) : [],
  );
}

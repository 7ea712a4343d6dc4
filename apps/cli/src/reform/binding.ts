import { COMMUNE_KINDS, DISTRICT_KINDS, exactKey, kindAndName, PROVINCE_KINDS } from './names.js';

/** A place that is on record already. */
export interface RegisteredPlace {
  unit: string;
  name: string;
  level: string | null;
  parent: string | null;
  from: string | null;
}

/** An old unit of the official list. */
export interface OfficialPlace {
  code: string;
  name: string;
  level: 'province' | 'district' | 'commune';
  above: string | null;
}

export interface Binding {
  unit: string;
  code: string;
  reason: string;
}

export interface Bindings {
  /** Registered units by official code; one code may have several. */
  byCode: Map<string, Binding[]>;
  /** Registered places of those levels that are no unit of the list, or could be several. */
  unbound: RegisteredPlace[];
}

const KINDS = { province: PROVINCE_KINDS, district: DISTRICT_KINDS, commune: COMMUNE_KINDS } as const;

/** Id under which a unit of the list is registered where none is on record. */
export function oldUnitId(code: string): string {
  return `dvhc-${code}`;
}
export function newUnitId(code: string): string {
  return `dvhc2025-${code}`;
}

/**
 * Which units on record are which of the list, by name and by the unit above, so that a reform ends those and not only
 * doubles of them. A commune that stands straight under its province is bound if its name occurs there once.
 *
 * @param before units that begin on this day or later are of the new list
 */
export function bind(
  registered: readonly RegisteredPlace[],
  official: readonly OfficialPlace[],
  before: string,
): Bindings {
  const byCode = new Map<string, Binding[]>();
  const codeOf = new Map<string, string>();
  const unbound: RegisteredPlace[] = [];
  const officialByName = group(official, (o) => `${o.level} ${bare(o.name, o.level)}`);
  const codes = new Map(official.map((o) => [o.code, o]));
  const provinceOf = (o: OfficialPlace): string | null =>
    o.level === 'province' ? o.code : o.above === null ? null : provinceOf(codes.get(o.above) ?? { ...o, above: null });
  for (const level of ['province', 'district', 'commune'] as const) {
    for (const place of registered) {
      if (place.level !== level || (place.from !== null && place.from >= before)) continue;
      const listed = codes.get(place.unit.replace(/^dvhc-/, ''));
      const named = officialByName.get(`${level} ${bare(place.name, level)}`) ?? [];
      const above = place.parent === null ? null : (codeOf.get(place.parent) ?? null);
      const found =
        listed && place.unit === oldUnitId(listed.code) ? [listed] : under(named, level, above, place, provinceOf);
      const [only] = found;
      if (!only || found.length > 1) {
        unbound.push(place);
        continue;
      }
      codeOf.set(place.unit, only.code);
      const reason = only.above === above ? 'name and unit above' : 'name, once in the province';
      byCode.set(only.code, [...(byCode.get(only.code) ?? []), { unit: place.unit, code: only.code, reason }]);
    }
  }
  return { byCode, unbound };
}

function under(
  named: readonly OfficialPlace[],
  level: OfficialPlace['level'],
  above: string | null,
  place: RegisteredPlace,
  provinceOf: (o: OfficialPlace) => string | null,
): OfficialPlace[] {
  // Of several with one name the kind decides: Phường X beside Xã X.
  const sameKind = named.filter((o) => exactKey(o.name) === exactKey(place.name));
  const list = sameKind.length > 0 ? sameKind : named;
  if (level === 'province') return list.slice();
  const here = list.filter((o) => o.above === above && above !== null);
  return here.length > 0 ? here : list.filter((o) => above !== null && provinceOf(o) === above);
}

function bare(name: string, level: OfficialPlace['level']): string {
  return exactKey(kindAndName(name.replace(/^TP\.? /u, 'Thành phố '), KINDS[level]).name);
}

function group<T>(list: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

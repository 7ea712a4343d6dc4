import { type Claim, push, type Unmatched } from './claims.js';
import { CommuneMatcher } from './commune-matcher.js';
import { exactKey, kindAndName, PROVINCE_KINDS } from './names.js';
import type { OfficialLists, OldUnit } from './official-list.js';
import { readWords } from './words.js';

export type SuccessorKind = 'merge' | 'split' | 'kept' | 'none';

/** What is proposed for one old unit. */
export interface ProposedSuccession {
  level: 'province' | 'district' | 'commune';
  old: string;
  name: string;
  /** Names of the units above, for the reader. */
  in: string;
  kind: SuccessorKind;
  claims: Claim[];
  /** Why a person has to decide; empty: nobody has to. */
  decide: string[];
}

export interface SuccessorMap {
  successions: ProposedSuccession[];
  unmatched: Unmatched[];
  /** Words that name something that is no unit. */
  others: Unmatched[];
  /** Old provinces by the new one that they are in. */
  provinceOf: Map<string, string>;
}

/** Confidence below which a person decides. */
export const SURE = 0.8;

/**
 * Proposes for every old unit what it went into, from the words of the new ones. Nothing is recorded.
 *
 * A new unit's words name units of the provinces that it was made of; where a name occurs several times there, the district
 * that the words put behind it decides, else the districts of the other units that the same words name.
 */
export function proposeSuccessors(lists: OfficialLists): SuccessorMap {
  const provinces = provinceClaims(lists);
  const provinceOf = new Map(
    [...provinces.claims].map(([old, claims]) => [old, claims[0]?.into ?? old] as [string, string]),
  );
  const communes = new CommuneMatcher(lists, provinceOf).match();
  const successions = [
    ...lists.oldProvinces.map((p) => succession('province', p, '', provinces.claims.get(p.code) ?? [], [])),
    ...districtSuccessions(lists, communes, provinceOf),
    ...communeSuccessions(lists, communes),
  ];
  const unmatched = [...provinces.unmatched, ...communes.unmatched];
  return { successions, unmatched, others: communes.others, provinceOf };
}

function provinceClaims(lists: OfficialLists): { claims: Map<string, Claim[]>; unmatched: Unmatched[] } {
  const claims = new Map<string, Claim[]>();
  const unmatched: Unmatched[] = [];
  const nameOf = (text: string) => exactKey(kindAndName(text, PROVINCE_KINDS).name);
  for (const made of lists.newProvinces) {
    const { kept, units } = readWords(made.words.replace(/\.\s+Từ ngày.*$/u, ''));
    for (const named of kept ? [{ text: made.name, name: nameOf(made.name), share: 'whole' as const }] : units) {
      const found = lists.oldProvinces.filter((p) => nameOf(p.name) === exactKey(named.name));
      const [only] = found;
      if (!only || found.length > 1) {
        unmatched.push({ new: made.code, line: made.line, words: named.text });
        continue;
      }
      push(claims, only.code, {
        into: made.code,
        share: named.share,
        confidence: 1,
        reason: kept ? 'giữ nguyên' : 'the only province of that name',
        words: named.text,
        line: made.line,
      });
    }
  }
  return { claims, unmatched };
}

function communeSuccessions(lists: OfficialLists, { claims }: CommuneMatcher): ProposedSuccession[] {
  const districts = new Map(lists.oldDistricts.map((d) => [d.code, d.name]));
  const provinces = new Map(lists.oldProvinces.map((p) => [p.code, p.name]));
  return lists.oldCommunes.map((commune) => {
    const own = claims.get(commune.code) ?? [];
    const whole = claims.get(commune.above ?? '') ?? [];
    const where = `${districts.get(commune.above ?? '') ?? ''}, ${provinces.get(commune.province) ?? ''}`;
    const all = own.length > 0 ? own : whole.map((c) => ({ ...c, reason: `with its district: ${c.reason}` }));
    return succession('commune', commune, where, all, doubts(all));
  });
}

/** What the words leave open for an old unit. */
function doubts(claims: readonly Claim[]): string[] {
  const why: string[] = [];
  if (claims.length === 0) why.push('no words name it');
  if (claims.some((c) => c.confidence < SURE)) why.push('the words are read with little confidence');
  // Several rows may name a unit that was divided without saying so; one of them that is read less surely may err.
  const whole = claims.filter((c) => c.share === 'whole');
  if (whole.length > 1 && whole.some((c) => c.confidence < 0.95)) why.push('several new units name it as a whole');
  return why;
}

/**
 * A district ended with its level. One that new words name as a whole (Huyện Côn Đảo) went into that unit; of any other the
 * territory is divided among the successors of its communes, and what it had to do went to them or to the province.
 */
function districtSuccessions(
  lists: OfficialLists,
  { claims }: CommuneMatcher,
  provinceOf: ReadonlyMap<string, string>,
): ProposedSuccession[] {
  const provinces = new Map(lists.oldProvinces.map((p) => [p.code, p.name]));
  return lists.oldDistricts.map((district) => {
    const named = claims.get(district.code) ?? [];
    if (named.length > 0) return succession('district', district, provinces.get(district.province) ?? '', named, []);
    const communes = lists.oldCommunes.filter((c) => c.above === district.code);
    const into = new Set(communes.flatMap((c) => (claims.get(c.code) ?? []).map((claim) => claim.into)));
    into.add(provinceOf.get(district.province) ?? district.province);
    const parts = [...into].map((code): Claim => {
      const reason =
        'the district level ended: its area went to the successors of its communes, its work to them or to the province';
      return { into: code, share: 'part', confidence: 1, reason, words: '', line: 0 };
    });
    return succession('district', district, provinces.get(district.province) ?? '', parts, []);
  });
}

function succession(
  level: ProposedSuccession['level'],
  unit: OldUnit,
  where: string,
  claims: readonly Claim[],
  decide: readonly string[],
): ProposedSuccession {
  const kept = claims.length === 1 && claims[0]?.reason === 'giữ nguyên';
  const kind = claims.length === 0 ? 'none' : kept ? 'kept' : claims.length === 1 ? 'merge' : 'split';
  return { level, old: unit.code, name: unit.name, in: where, kind, claims: [...claims], decide: [...decide] };
}

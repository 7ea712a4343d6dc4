import { type Claim, push, type Unmatched } from './claims.js';
import { COMMUNE_KINDS, DISTRICT_KINDS, editDistance, exactKey, kindAndName, looseKey } from './names.js';
import type { NewUnit, OfficialLists, OldUnit } from './official-list.js';
import { type NamedUnit, readWords } from './words.js';

interface Candidate {
  unit: OldUnit;
  kind: string | null;
  exact: string;
  loose: string;
  level: 'district' | 'commune';
}

/** How alike a name is, best first, with what that leaves of the confidence. */
const TIERS: readonly {
  reason: string;
  confidence: number;
  alike: (c: Candidate, exact: string, loose: string) => boolean;
  sameKind: boolean;
}[] = [
  { reason: 'same kind and name', confidence: 1, sameKind: true, alike: (c, exact) => c.exact === exact },
  { reason: 'same name, another kind', confidence: 0.92, sameKind: false, alike: (c, exact) => c.exact === exact },
  {
    reason: 'same kind and name but for marks',
    confidence: 0.92,
    sameKind: true,
    alike: (c, _, loose) => c.loose === loose,
  },
  {
    reason: 'same letters, another kind',
    confidence: 0.88,
    sameKind: false,
    alike: (c, _, loose) => c.loose === loose,
  },
  { reason: 'typing slip', confidence: 0.85, sameKind: true, alike: (c, _, loose) => slip(c.loose, loose) },
  {
    reason: 'typing slip, another kind',
    confidence: 0.82,
    sameKind: false,
    alike: (c, _, loose) => slip(c.loose, loose),
  },
];

function slip(a: string, b: string): boolean {
  if (a === b) return true;
  if (/\d/.test(a) || /\d/.test(b) || Math.min(a.length, b.length) < 4) return false;
  const allowed = Math.max(a.length, b.length) >= 9 ? 2 : 1;
  return Math.abs(a.length - b.length) <= allowed && editDistance(a, b) <= allowed;
}

interface Row {
  made: NewUnit;
  named: NamedUnit;
  kept: boolean;
}

interface Matched {
  row: Row;
  candidate: Candidate;
  confidence: number;
  reason: string;
}

/**
 * Finds the old communes, and whole districts, that the words of the new communes mean; what is claimed stands in
 * `claims` by old code, words that mean no unit in `others`, and what was not found in `unmatched`.
 */
export class CommuneMatcher {
  private readonly pools = new Map<string, Candidate[]>();
  private readonly districts = new Map<string, OldUnit>();
  private readonly byCode = new Map<string, OldUnit>();
  readonly claims = new Map<string, Claim[]>();
  readonly unmatched: Unmatched[] = [];
  readonly others: Unmatched[] = [];

  constructor(
    private readonly lists: OfficialLists,
    provinceOf: ReadonlyMap<string, string>,
  ) {
    for (const district of lists.oldDistricts) this.districts.set(district.code, district);
    for (const commune of lists.oldCommunes) this.byCode.set(commune.code, commune);
    const add = (unit: OldUnit, level: 'district' | 'commune', kinds: readonly string[]) => {
      const { kind, name } = kindAndName(unit.name, kinds);
      const candidate = { unit, kind, exact: exactKey(name), loose: looseKey(name), level };
      push(this.pools, provinceOf.get(unit.province) ?? unit.province, candidate);
    };
    for (const commune of lists.oldCommunes) add(commune, 'commune', COMMUNE_KINDS);
    for (const district of lists.oldDistricts) add(district, 'district', DISTRICT_KINDS);
  }

  match(): this {
    for (const made of this.lists.newCommunes) this.matchRow(made);
    this.matchLeftovers();
    return this;
  }

  private matchRow(made: NewUnit): void {
    const { kept, units, others } = readWords(made.words);
    for (const words of others) this.others.push({ new: made.code, line: made.line, words });
    const named = kept ? [nameOfKept(made)] : units;
    const near = this.neighbourhood(made, named);
    for (const one of named) {
      const found = this.find({ made, named: one, kept }, near);
      if (found) this.claim(found);
      else this.unmatched.push({ new: made.code, line: made.line, words: one.text });
    }
  }

  /** Districts of those units of a row that can be no others, and of the old unit whose code the new one has taken over. */
  private neighbourhood(made: NewUnit, named: readonly NamedUnit[]): Map<string, number> {
    const near = new Map<string, number>();
    const add = (district: string | null, weight: number) =>
      district !== null && near.set(district, (near.get(district) ?? 0) + weight);
    add(this.byCode.get(made.code)?.above ?? null, 0.5);
    for (const one of named) {
      const exact = exactKey(one.name);
      const same = this.pool(made).filter((c) => c.level === 'commune' && c.exact === exact && sameKind(c, one));
      const [only] = this.inDistrict(same, one, false);
      if (only && this.inDistrict(same, one, false).length === 1) add(only.unit.above, 1);
    }
    return near;
  }

  private find(row: Row, near: ReadonlyMap<string, number>): Matched | null {
    const { made, named } = row;
    const district = (DISTRICT_KINDS as readonly string[]).includes(named.kind ?? '');
    const pool = this.pool(made).filter((c) => (district ? c.level === 'district' : c.level === 'commune'));
    // Where the words say the district, what is alike in it comes before what is the same elsewhere.
    const stated = named.district && !named.district.hinted ? this.inDistrict(pool, named, false) : [];
    return (stated.length > 0 ? this.inPool(row, stated, near) : null) ?? this.inPool(row, pool, near);
  }

  private inPool(row: Row, pool: readonly Candidate[], near: ReadonlyMap<string, number>): Matched | null {
    const { named } = row;
    const [exact, loose] = [exactKey(named.name), looseKey(named.name)];
    const sameCode = row.kept ? pool.find((c) => c.unit.code === row.made.code && slip(c.loose, loose)) : undefined;
    if (sameCode) return { row, candidate: sameCode, confidence: 1, reason: 'kept, with its code' };
    const here = named.district ? null : this.sameNameHere(pool, named, exact, near);
    if (here) {
      const reason = 'same name, another kind; in a district of the row, the same kind is far away';
      return { row, candidate: here, confidence: 0.9, reason };
    }
    for (const tier of TIERS) {
      const alike = pool.filter((c) => tier.alike(c, exact, loose) && sameKind(c, named) === tier.sameKind);
      const chosen = this.choose(alike, row, near, tier.confidence < 1);
      if (chosen) {
        const { candidate, factor, reason } = chosen;
        return { row, candidate, confidence: round(tier.confidence * factor), reason: `${tier.reason}; ${reason}` };
      }
    }
    return null;
  }

  /** "Xã" written for "Phường": one of that name in the districts of the row, where the same kind has it far away only. */
  private sameNameHere(
    pool: readonly Candidate[],
    named: NamedUnit,
    exact: string,
    near: ReadonlyMap<string, number>,
  ): Candidate | null {
    const same = pool.filter((c) => c.exact === exact);
    if (same.some((c) => sameKind(c, named) && near.has(c.unit.above ?? ''))) return null;
    const close = same.filter((c) => (near.get(c.unit.above ?? '') ?? 0) >= 1.5);
    return close.length === 1 ? (close[0] ?? null) : null;
  }

  private choose(
    alike: readonly Candidate[],
    { named }: Row,
    near: ReadonlyMap<string, number>,
    onlyNear: boolean,
  ): { candidate: Candidate; factor: number; reason: string } | null {
    const stated = named.district && !named.district.hinted ? this.inDistrict(alike, named, false) : [];
    const [inStated] = stated;
    if (inStated && stated.length === 1) {
      return { candidate: inStated, factor: 1, reason: `in ${named.district?.name ?? ''} as the words say` };
    }
    const [first] = alike;
    if (first && alike.length === 1) {
      const close = near.size === 0 || near.has(first.unit.above ?? '');
      if (!close && onlyNear) return null;
      const contradicted = named.district && !named.district.hinted;
      if (contradicted)
        return { candidate: first, factor: 0.9, reason: 'the only one, in another district than stated' };
      return close
        ? { candidate: first, factor: 1, reason: 'the only one' }
        : { candidate: first, factor: 0.97, reason: 'the only one, in a district of no other unit of the row' };
    }
    // Of several, those in the districts of the row's other units; the district that is shared most comes first.
    const ranked = [...near].sort((a, b) => b[1] - a[1]);
    for (const [weight] of [...new Set(ranked.map(([, w]) => w))].map((w) => [w] as const)) {
      const districts = ranked.filter(([, w]) => w === weight).map(([code]) => code);
      const here = alike.filter((c) => districts.includes(c.unit.above ?? ''));
      const [only] = here;
      if (only && here.length === 1) {
        const factor = alike.filter((c) => near.has(c.unit.above ?? '')).length === 1 ? 0.97 : 0.85;
        return { candidate: only, factor, reason: `of ${alike.length} the one in ${this.nameOf(only.unit.above)}` };
      }
      if (here.length > 1) break;
    }
    const hinted = named.district?.hinted ? this.inDistrict(alike, named, true) : [];
    const [inHinted] = hinted;
    if (inHinted && hinted.length === 1) {
      return { candidate: inHinted, factor: 0.93, reason: `in ${named.district?.name ?? ''}, said of a later name` };
    }
    return null;
  }

  private inDistrict(list: readonly Candidate[], named: NamedUnit, hinted: boolean): Candidate[] {
    const { district } = named;
    if (!district || (district.hinted && !hinted)) return [...list];
    const [exact, loose] = [exactKey(district.name), looseKey(district.name)];
    const same = list.filter((c) => exactKey(this.nameOf(c.unit.above)) === exact);
    const bare = looseKey(kindAndName(district.name, DISTRICT_KINDS).name);
    const alike = list.filter((c) => {
      const name = this.nameOf(c.unit.above);
      return looseKey(name) === loose || looseKey(kindAndName(name, DISTRICT_KINDS).name) === bare;
    });
    return same.length > 0 ? same : alike;
  }

  /** What no words have named beside words that have named nothing: in a district of the row the nearest in letters. */
  private matchLeftovers(): void {
    const left = this.unmatched.splice(0);
    for (const words of left) {
      const made = this.lists.newCommunes.find((u) => u.code === words.new && u.line === words.line);
      const read = made && readWords(made.words);
      const named = made && read && (read.kept ? [nameOfKept(made)] : read.units).find((u) => u.text === words.words);
      const near = made && read ? this.neighbourhood(made, read.units) : new Map<string, number>();
      const best = made && named ? this.nearestFree(made, named, near) : null;
      if (!made || !named || !best) {
        this.unmatched.push(words);
        continue;
      }
      this.claim({ row: { made, named, kept: read?.kept ?? false }, ...best });
    }
  }

  private nearestFree(made: NewUnit, named: NamedUnit, near: ReadonlyMap<string, number>) {
    const loose = looseKey(named.name);
    const free = this.pool(made)
      .filter((c) => c.level === 'commune' && !this.claims.has(c.unit.code))
      .map((candidate) => ({ candidate, far: editDistance(candidate.loose, loose) }))
      .sort((a, b) => a.far - b.far);
    const [slipped, another] = free.filter(({ candidate }) => slip(candidate.loose, loose));
    if (slipped && !another) {
      const reason = 'typing slip; the only one like it that no words name';
      return { candidate: slipped.candidate, confidence: 0.8, reason };
    }
    const here = free.filter(({ candidate }) => near.has(candidate.unit.above ?? ''));
    const [best, next] = here;
    if (!best || (next && best.far === next.far) || best.far > Math.max(3, best.candidate.loose.length / 2))
      return null;
    const reason = `nearest of ${here.length} that no words name in the districts of the row`;
    return { candidate: best.candidate, confidence: best.far <= 2 ? 0.8 : 0.6, reason };
  }

  private claim({ row, candidate, confidence, reason }: Matched): void {
    const { made, named } = row;
    const already = this.claims.get(candidate.unit.code)?.find((c) => c.into === made.code);
    // Named twice in one row: as a part here and as the rest there.
    if (already) return;
    push(this.claims, candidate.unit.code, {
      into: made.code,
      share: named.share,
      confidence,
      reason: row.kept ? 'giữ nguyên' : reason,
      words: named.text,
      line: made.line,
    });
  }

  private pool(made: NewUnit): Candidate[] {
    return this.pools.get(made.province) ?? [];
  }

  private nameOf(district: string | null): string {
    return this.districts.get(district ?? '')?.name ?? '';
  }
}

function nameOfKept(made: NewUnit): NamedUnit {
  const { kind, name } = kindAndName(made.name, COMMUNE_KINDS);
  return { text: made.name, kind, name, district: null, share: 'whole', otherParts: [] };
}

function sameKind(candidate: Candidate, named: NamedUnit): boolean {
  return named.kind === null || candidate.kind === named.kind;
}

function round(n: number): number {
  return Math.round(n * 100) / 100;
}

import type { BodyOf, CommandName } from '#commands/command-registry.js';
import type { SourceReference } from '#commands/command.js';
import { type Bindings, newUnitId, type OfficialPlace, oldUnitId } from './binding.js';
import { COMMUNE_KINDS, kindAndName, PROVINCE_KINDS } from './names.js';
import { type PlanHeader, type PlanLine, successionsOf } from './plan.js';

/** Legal bases as they are printed in the records; each can be put in its place by the caller. */
export interface LegalBases {
  province: string;
  district: string;
  commune: string;
}
export const LEGAL_BASES: LegalBases = {
  province: 'Nghị quyết số 202/2025/QH15 ngày 12/6/2025 của Quốc hội về việc sắp xếp đơn vị hành chính cấp tỉnh',
  district:
    'Nghị quyết số 203/2025/QH15 ngày 16/6/2025 của Quốc hội sửa đổi, bổ sung một số điều của Hiến pháp; kết thúc hoạt động của đơn vị hành chính cấp huyện từ ngày 01/7/2025',
  commune:
    'Nghị quyết số 76/2025/UBTVQH15 ngày 14/4/2025 của Ủy ban Thường vụ Quốc hội về việc sắp xếp đơn vị hành chính năm 2025',
};

/** One command of the reform. What stands in one phase does not depend on anything else of it. */
export type ReformRecord = {
  [N in CommandName]: { command: N; key: string; source: SourceReference; body: BodyOf<N> };
}[CommandName];

export interface Phase {
  name: string;
  records: ReformRecord[];
}

export interface ReformSettings {
  bases: LegalBases;
  /** First day for which units of the old list are recorded where none is on record; no founding date. */
  oldFrom: string;
  /** Registers party committee and People's Committee, with their head offices, of each new place. */
  bodies: boolean;
  /** The topmost place, if there is one on record. */
  top: string | null;
}

/** The commands that record an approved plan, phase by phase: each may be sent again and has one effect. */
export function reformPhases(
  header: PlanHeader,
  lines: readonly PlanLine[],
  bindings: Bindings,
  settings: ReformSettings,
): Phase[] {
  const { on } = header;
  const { bases, oldFrom, top } = settings;
  const old = successionsOf(lines);
  const made = lines.flatMap((l) => (l.is === 'new' ? [l] : []));
  const unitsOf = (code: string) => bindings.byCode.get(code)?.map((b) => b.unit) ?? [oldUnitId(code)];
  const firstOf = (code: string) => unitsOf(code)[0] ?? oldUnitId(code);
  // A province that the resolution leaves as it is has not ended: it is the unit that it was.
  const kept = new Map(
    old.flatMap((s) =>
      s.level === 'province' && s.kind === 'kept' ? [[s.claims[0]?.into, firstOf(s.old)] as const] : [],
    ),
  );
  const madeId = (code: string) => kept.get(code) ?? newUnitId(code);
  const source = (level: OfficialPlace['level'], line: number): SourceReference => ({ document: bases[level], line });
  const write = <N extends CommandName>(command: N, id: string, from: SourceReference, body: BodyOf<N>) =>
    ({ command, key: `reform ${on} ${command} ${id}`, source: from, body }) as ReformRecord;

  const register = (level: OfficialPlace['level']): Phase => ({
    name: `old units: ${level}`,
    records: old
      .filter((s) => s.level === level && (bindings.byCode.get(s.old) ?? []).every((b) => b.unit === oldUnitId(s.old)))
      .map((s) => {
        const unitId = oldUnitId(s.old);
        const parent = s.above === null ? top : firstOf(s.above);
        const body = { unitId, name: s.name, level, parent, from: oldFrom, code: s.old };
        return write('RegisterPlace', unitId, source(level, s.claims[0]?.line ?? 0), body);
      }),
  });
  const found = (level: 'province' | 'commune'): Phase => ({
    name: `new units: ${level}`,
    records: made
      .filter((u) => u.level === level && !(level === 'province' && kept.has(u.code)))
      .map((u) => {
        const unitId = newUnitId(u.code);
        const parent = u.above === null ? top : madeId(u.above);
        const name = laterName(u)?.before ?? u.name;
        const body = { unitId, name, level, parent, from: on, code: u.code };
        return write('RegisterPlace', unitId, source(level, u.row), body);
      }),
  });
  const renamed: Phase = {
    name: 'new units renamed since',
    records: made.flatMap((u) => {
      const later = laterName(u);
      if (!later) return [];
      const unitId = madeId(u.code);
      return [write('RenameUnit', unitId, source(u.level, u.row), { unitId, name: u.name, on: later.on })];
    }),
  };
  const end = (level: OfficialPlace['level']): Phase => ({
    name: `ends: ${level}`,
    records: old
      .filter((s) => s.level === level && !(level === 'province' && s.kind === 'kept'))
      .flatMap((s) => {
        const into = s.claims.map((c) => madeId(c.into));
        const at = source(level, s.claims[0]?.line ?? 0);
        const [only] = into;
        return unitsOf(s.old).map((unitId) =>
          only !== undefined && into.length === 1
            ? write('MergeUnit', unitId, at, { unitId, into: only, on, basis: bases[level] })
            : write('SplitUnit', unitId, at, { unitId, into, on, basis: bases[level] }),
        );
      }),
  });
  const founded = made.filter((u) => !(u.level === 'province' && kept.has(u.code)));
  const seats = founded.flatMap((u) => leadersOf(u).map((leader) => ({ u, leader, at: source(u.level, u.row) })));
  const bodies: Phase = {
    name: 'bodies of the new units',
    records: seats.map(({ u, leader, at }) => {
      const unitId = `${newUnitId(u.code)}.${leader.short}`;
      const body = { unitId, name: leader.body, place: newUnitId(u.code), line: leader.line, from: on };
      return write('RegisterBody', unitId, at, body);
    }),
  };
  const offices: Phase = {
    name: 'head offices of the new units',
    records: seats.map(({ u, leader, at }) => {
      const body = `${newUnitId(u.code)}.${leader.short}`;
      const officeId = `${body}.${leader.seat}`;
      return write('CreateOffice', officeId, at, { officeId, title: leader.title, body, head: true });
    }),
  };
  return [
    register('province'),
    register('district'),
    register('commune'),
    found('province'),
    found('commune'),
    ...(settings.bodies ? [bodies, offices] : []),
    end('commune'),
    end('district'),
    end('province'),
    renamed,
  ].filter((phase) => phase.records.length > 0);
}

/** "Từ ngày 30%/04%/2026, Tỉnh Đồng Nai mới (…) chuyển thành Thành phố Đồng Nai": the list is younger than the reform. */
function laterName(u: { words: string }): { before: string; on: string } | null {
  const told = /Từ ngày (\d+)\D+(\d+)\D+(\d{4}), (.+?) mới .*chuyển thành/u.exec(u.words);
  if (!told) return null;
  const [, day = '', month = '', year = '', before = ''] = told;
  return { before, on: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` };
}

/** The two leading bodies that the law gives every place, and their heads; who holds the offices is not said. */
function leadersOf(u: { level: 'province' | 'commune'; name: string }) {
  const { kind, name } = kindAndName(u.name, u.level === 'province' ? PROVINCE_KINDS : COMMUNE_KINDS);
  const of = `${kind ?? ''} ${name}`.trim();
  const party = u.level === 'commune' ? `Đảng ủy ${of}` : kind === 'tỉnh' ? `Tỉnh ủy ${name}` : `Thành ủy ${name}`;
  const people = `Ủy ban nhân dân ${of}`;
  return [
    { short: 'du', line: 'party' as const, body: party, seat: 'bt', title: `Bí thư ${party}` },
    { short: 'ubnd', line: 'government' as const, body: people, seat: 'ct', title: `Chủ tịch ${people}` },
  ];
}

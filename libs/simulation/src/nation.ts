import type { Dice } from './dice.js';
import type { NationSize, SimulatedCommand } from './simulated-command.js';

export interface Commune {
  id: string;
  government: string;
  party: string;
  /** The commune that it goes into, and the day from which it is no more. */
  merged: { into: string; day: number } | null;
  /** Who is secretary now, once somebody has been replaced. */
  secretary: string | null;
}

export interface Province {
  id: string;
  government: string;
  party: string;
  chair: string;
  inspector: string;
  communesClass: string;
  communes: Commune[];
}

export interface Nation {
  provinces: Province[];
}

export const CENTRE = { place: 'vn', government: 'vn.cp', party: 'vn.tw' } as const;

/** Who is there: only sizes and dice decide. */
export function nationOf({ provinces, communes }: NationSize, dice: Dice): Nation {
  const made = Array.from({ length: provinces }, (_, i): Province => {
    const id = `t${String(i + 1).padStart(2, '0')}`;
    return {
      id,
      government: `${id}.ub`,
      party: `${id}.tu`,
      chair: `${id}.ub.ct`,
      inspector: `ng.${id}.tt`,
      communesClass: `${id}.cac-xa`,
      communes: [],
    };
  });
  for (let i = 0; i < communes; i++) {
    const province = made[i % made.length];
    if (!province) break;
    const id = `${province.id}.x${String(province.communes.length + 1).padStart(3, '0')}`;
    province.communes.push({ id, government: `${id}.ub`, party: `${id}.du`, merged: null, secretary: null });
  }
  for (const { id, communes: all } of made) merge(all, dice.of(`mergers ${id}`));
  return { provinces: made };
}

/** Day on which communes go into others; the same for every length, so that a longer simulation goes on from a shorter. */
const MERGER_DAY = 10;

/** One commune in a hundred goes into its neighbour, one at least of every province that has more than five. */
function merge(communes: Commune[], dice: Dice): void {
  const count = communes.length > 5 ? Math.max(1, Math.round(communes.length / 100)) : 0;
  const ending = dice.some(communes.slice(1), count);
  for (const commune of ending) {
    const into = communes.find((other) => other !== commune && !ending.includes(other));
    if (into) commune.merged = { into: into.id, day: MERGER_DAY };
  }
}

/** True while the commune has not gone into another one. */
export function stands(commune: Commune, day: number): boolean {
  return commune.merged === null || day < commune.merged.day;
}

/** Registers the country: units, classes, offices, persons and who holds what. Parents come before children. */
export function* founded(nation: Nation, from: string, dice: Dice): Generator<SimulatedCommand> {
  yield* place(CENTRE.place, 'Cả nước', 'central', null, from);
  yield* led(
    { body: CENTRE.government, name: 'Chính phủ', place: CENTRE.place, line: 'government', title: 'Thủ tướng' },
    from,
  );
  yield* led({ body: CENTRE.party, name: 'Trung ương', place: CENTRE.place, line: 'party', title: 'Bí thư' }, from);
  for (const province of nation.provinces) {
    // In layers, so that many can be recorded at once: what waits for another stands far behind it.
    const commands = [...foundedProvince(province, from, dice)];
    for (const layer of LAYERS) yield* commands.filter(({ command }) => layer === command);
  }
}

const LAYERS = [
  'RegisterPlace',
  'RegisterPerson',
  'RegisterBody',
  'DefineClass',
  'ChangeClassMembership',
  'CreateOffice',
  'Appoint',
] as const;

function* foundedProvince(province: Province, from: string, dice: Dice): Generator<SimulatedCommand> {
  const name = `Tỉnh ${province.id.slice(1)}`;
  const here = { place: province.id };
  yield* place(province.id, name, 'province', CENTRE.place, from);
  yield* led({ ...here, body: province.government, name: `UBND ${name}`, line: 'government', title: 'Chủ tịch' }, from);
  yield* led({ ...here, body: province.party, name: `Tỉnh ủy ${name}`, line: 'party', title: 'Bí thư' }, from);
  yield person(province.inspector);
  for (const commune of province.communes) yield* foundedCommune(commune, province, from, dice);
  yield* classOf(province, from);
}

function* foundedCommune(commune: Commune, province: Province, from: string, dice: Dice): Generator<SimulatedCommand> {
  const name = `Xã ${commune.id.slice(commune.id.indexOf('.x') + 2)}`;
  yield* place(commune.id, name, 'commune', province.id, from);
  const own = dice.of(commune.id);
  const chair = {
    body: commune.government,
    name: `UBND ${name}`,
    place: commune.id,
    line: 'government',
    title: 'Chủ tịch',
  } as const;
  // A few have an acting chair, and of a few nobody has said who it is.
  const seat = own.next();
  yield* led(chair, from, seat < 0.03 ? 'unnamed' : seat < 0.06 ? 'acting' : 'appointed');
  yield* led({ body: commune.party, name: `Đảng ủy ${name}`, place: commune.id, line: 'party', title: 'Bí thư' }, from);
}

function* place(
  unitId: string,
  name: string,
  level: 'central' | 'province' | 'commune',
  parent: string | null,
  from: string,
) {
  yield {
    command: 'RegisterPlace',
    body: { unitId, name, level, parent, from, code: null },
    key: `place ${unitId}`,
    makes: [`unit-${unitId}`],
    needs: parent === null ? [] : [`unit-${parent}`],
  } satisfies SimulatedCommand;
}

function* classOf(province: Province, on: string): Generator<SimulatedCommand> {
  const { communesClass: unitId, communes, id } = province;
  const body = { unitId, name: 'Các xã', place: id, total: communes.length };
  yield { command: 'DefineClass', body, key: `class ${unitId}`, makes: [`unit-${unitId}`], needs: [`unit-${id}`] };
  yield {
    command: 'ChangeClassMembership',
    body: { unitId, joined: communes.map((commune) => commune.id), left: [], on },
    key: `members ${unitId}`,
    makes: [`unit-${unitId}`],
    needs: communes.map((commune) => `unit-${commune.id}`),
  };
}

interface Led {
  body: string;
  name: string;
  place: string;
  line: 'government' | 'party';
  title: string;
}

/** A body with its head. */
function* led(
  of: Led,
  from: string,
  seat: 'appointed' | 'acting' | 'unnamed' = 'appointed',
): Generator<SimulatedCommand> {
  const { body, name, place, line, title } = of;
  yield {
    command: 'RegisterBody',
    body: { unitId: body, name, place, line, parent: null, from, collective: false },
    key: `body ${body}`,
    makes: [`unit-${body}`],
    needs: [`unit-${place}`],
  };
  const officeId = headOf(body, line);
  yield {
    command: 'CreateOffice',
    body: { officeId, title: `${title} ${name}`, body, head: true, seats: 1, line: null },
    key: `office ${officeId}`,
    makes: [`office-${officeId}`],
    needs: [`unit-${body}`],
  };
  if (seat === 'unnamed') return;
  const personId = firstHolderOf(officeId);
  yield person(personId);
  const style = seat === 'acting' ? 'phụ trách' : null;
  yield {
    command: 'Appoint',
    body: { officeId, personId, kind: seat, style, from, until: null, termEndsOn: null },
    key: `appoint ${officeId}`,
    makes: [`office-${officeId}`],
    needs: [`unit-${body}`, `unit-${place}`, `person-${personId}`],
  };
}

export function headOf(body: string, line: 'government' | 'party'): string {
  return `${body}.${line === 'party' ? 'bt' : 'ct'}`;
}

export function firstHolderOf(officeId: string): string {
  return `ng.${officeId}.1`;
}

/** A person with a name that is nobody's: the id read out. */
export function person(personId: string): SimulatedCommand {
  const body = { personId, name: `Người ${personId.slice(3)}` };
  return { command: 'RegisterPerson', body, key: `person ${personId}`, makes: [`person-${personId}`], needs: [] };
}

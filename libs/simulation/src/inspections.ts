import { addDays } from '#domain/civil-date.js';
import type { Agenda } from './campaign.js';
import type { Dice } from './dice.js';
import { type Commune, type Province, stands } from './nation.js';
import type { SimulatedCommand } from './simulated-command.js';

/** A province sends a team to three communes; what falls short is put right within a week, mostly, and looked at again. */
export function* inspected(
  province: Province,
  round: number,
  day: number,
  date: string,
  dice: Dice,
  agenda: Agenda,
): Generator<SimulatedCommand> {
  const own = dice.of(`${province.id} inspection ${round}`);
  const areas = own.some(
    province.communes.filter((commune) => stands(commune, day)),
    3,
  );
  const teamId = `dkt.${province.id}.${round}`;
  const stream = `inspection-${teamId}`;
  const { government, inspector } = province;
  yield {
    command: 'EstablishInspectionTeam',
    body: {
      teamId,
      name: `Đoàn kiểm tra ${round}`,
      kind: 'inspection',
      owners: [government],
      leaders: [inspector],
      scope: 'Việc thực hiện các chốt kiểm soát',
      areas: areas.map((commune) => commune.id),
      reportsTo: government,
      on: date,
    },
    key: `team ${teamId}`,
    makes: [stream],
    needs: [`unit-${government}`, `person-${inspector}`, ...areas.map((commune) => `unit-${commune.id}`)],
  };
  yield {
    command: 'DispatchInspectionTeam',
    body: { teamId, to: areas.map((commune) => commune.id), on: date },
    key: `dispatch ${teamId}`,
    makes: [stream],
    needs: [],
  };
  for (const [i, commune] of areas.entries()) {
    const visitId = `${teamId}.${i + 1}`;
    yield {
      command: 'RecordSiteVisit',
      body: { teamId, visitId, unit: commune.id, on: date },
      key: `visit ${visitId}`,
      makes: [stream],
      needs: [`unit-${commune.id}`],
    };
    yield* found(commune, { province, teamId, visitId, day, date, dice: own, agenda });
  }
}

interface Visit {
  province: Province;
  teamId: string;
  visitId: string;
  day: number;
  date: string;
  dice: Dice;
  agenda: Agenda;
}

function* found(
  commune: Commune,
  { province, teamId, visitId, day, date, dice, agenda }: Visit,
): Generator<SimulatedCommand> {
  const shortcoming = dice.falls(0.6);
  const findingId = `gn.${visitId}`;
  const makes = [`finding-${findingId}`];
  yield {
    command: 'LogFinding',
    body: {
      findingId,
      kind: shortcoming ? 'shortcoming' : 'strength',
      occasion: 'inspection',
      summary: shortcoming ? 'Chốt chưa đủ người trực' : 'Chốt đủ người trực',
      units: [commune.id],
      madeByPerson: province.inspector,
      teamId,
      visitId,
      on: date,
    },
    key: `finding ${findingId}`,
    makes,
    needs: [`inspection-${teamId}`, `unit-${commune.id}`],
  };
  if (!shortcoming) return;
  const rectificationId = `${findingId}.kp`;
  yield {
    command: 'RequestRectification',
    body: {
      findingId,
      rectificationId,
      unit: commune.id,
      what: 'Bố trí đủ người trực',
      dueOn: addDays(date, 7),
      office: province.chair,
      on: date,
    },
    key: `rectify ${rectificationId}`,
    makes,
    needs: [`office-${province.chair}`],
  };
  const after = dice.between(3, 9);
  if (!dice.falls(0.8)) return;
  const later = (on: number, make: (date: string) => SimulatedCommand) =>
    agenda.at(day + on, function* () {
      if (stands(commune, day + on)) yield make(addDays(date, on));
    });
  later(after, (on) => ({
    command: 'ReportRectification',
    body: { findingId, rectificationId, by: commune.id, text: 'Đã bố trí đủ người trực', on },
    key: `rectified ${rectificationId}`,
    makes,
    needs: [],
  }));
  later(after + 2, (on) => ({
    command: 'VerifyRectification',
    body: { findingId, rectificationId, accepted: true, office: province.chair, on },
    key: `verified ${rectificationId}`,
    makes,
    needs: [],
  }));
}

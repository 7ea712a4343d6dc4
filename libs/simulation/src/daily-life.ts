import { addDays } from '#domain/civil-date.js';
import type { Dice } from './dice.js';
import { type Commune, firstHolderOf, headOf, person, type Province, stands } from './nation.js';
import type { SimulatedCommand } from './simulated-command.js';

/** What a commune does on a day: reports its cases, corrects them, gets another head, goes into another one. */
export function* communeDay(
  commune: Commune,
  province: Province,
  day: number,
  date: string,
  dice: Dice,
): Generator<SimulatedCommand> {
  if (commune.merged && day > commune.merged.day) return;
  if (commune.merged?.day === day) {
    const { into } = commune.merged;
    yield {
      command: 'MergeUnit',
      body: { unitId: commune.id, into, on: date, basis: 'Nghị quyết về sắp xếp đơn vị hành chính' },
      key: `merge ${commune.id}`,
      makes: [`unit-${commune.id}`],
      needs: [`unit-${into}`],
    };
    return;
  }
  const today = dice.of(`${commune.id} ${day}`);
  yield* caseReport(commune, province, day, date, today);
  // One head in 300 leaves on any day; offices that nobody was appointed to are left alone.
  if (day > 1 && today.falls(1 / 300)) yield* headChange(commune, day, date);
}

function* caseReport(
  commune: Commune,
  province: Province,
  day: number,
  date: string,
  dice: Dice,
): Generator<SimulatedCommand> {
  if (dice.falls(0.02)) return; // the report is missing
  const reportId = `bc.${commune.id}.${date}`;
  const community = dice.between(0, 40);
  const isolated = dice.between(0, 90);
  // Some totals do not add up, as some do not in life.
  const total = community + isolated + (dice.falls(0.02) ? 1 : 0);
  // Nobody reports for a unit on a day on which it is no more.
  const late = dice.falls(0.05) && stands(commune, day + 1);
  const cutoffAt = new Date(`${date}T18:00:00+07:00`).toISOString();
  yield {
    command: 'ReportCases',
    body: {
      reportId,
      unit: commune.id,
      on: late ? addDays(date, 1) : date,
      figures: [
        {
          measure: 'cases',
          from: date,
          to: date,
          cutoffAt,
          total,
          parts: [
            { name: 'cộng đồng', value: community },
            { name: 'khu cách ly', value: isolated },
          ],
          qualifier: null,
          periodAmbiguous: false,
        },
      ],
      reportedByUnit: commune.government,
      reportedByPerson: null,
      reportedTo: province.government,
    },
    key: `cases ${reportId}`,
    makes: [`casereport-${reportId}`],
    needs: [`unit-${commune.id}`, `unit-${commune.government}`],
  };
  if (!dice.falls(0.02)) return;
  yield {
    command: 'CorrectCases',
    body: { reportId, figure: 0, total: total + dice.between(1, 9), parts: null, reason: 'Bổ sung ca báo muộn' },
    key: `correct ${reportId}`,
    makes: [`casereport-${reportId}`],
    needs: [],
  };
}

function* headChange(commune: Commune, day: number, on: string): Generator<SimulatedCommand> {
  // The secretary changes: that seat is always filled at the start, and by one person a day at most.
  const officeId = headOf(commune.party, 'party');
  const incoming = `ng.${officeId}.${day}`;
  const outgoing = commune.secretary ?? firstHolderOf(officeId);
  yield person(incoming);
  yield {
    command: 'ReplaceHead',
    body: { officeId, outgoing, incoming, on, termEndsOn: null },
    key: `replace ${officeId} ${day}`,
    makes: [`office-${officeId}`],
    needs: [`person-${incoming}`, `unit-${commune.id}`],
  };
  commune.secretary = incoming;
}

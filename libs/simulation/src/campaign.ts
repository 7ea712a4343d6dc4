import { addDays } from '#domain/civil-date.js';
import type { Dice } from './dice.js';
import { CENTRE, type Commune, type Nation, type Province, stands } from './nation.js';
import type { SimulatedCommand } from './simulated-command.js';

/** What is still to come, by the day on which it comes. */
export class Agenda {
  private readonly byDay = new Map<number, (() => Iterable<SimulatedCommand>)[]>();

  at(day: number, make: () => Iterable<SimulatedCommand>): void {
    this.byDay.set(day, [...(this.byDay.get(day) ?? []), make]);
  }

  *on(day: number): Generator<SimulatedCommand> {
    for (const make of this.byDay.get(day) ?? []) yield* make();
    this.byDay.delete(day);
  }
}

const CLAUSES = [
  { ref: '1', kind: 'task', summary: 'Rà soát các chốt kiểm soát' },
  { ref: '2', kind: 'task', summary: 'Lập danh sách người cần hỗ trợ' },
  { ref: '3', kind: 'principle', summary: 'Người đứng đầu chịu trách nhiệm về kết quả' },
] as const;

/**
 * A campaign of three levels: the centre directs the provinces, each province takes it up two days later and gives its
 * communes a task, and some communes take that up in a plan of their own. The communes report the task done, some late,
 * and the province verifies it, some on a second report.
 */
export function* campaign(
  nation: Nation,
  round: number,
  day: number,
  date: string,
  dice: Dice,
  agenda: Agenda,
): Generator<SimulatedCommand> {
  const directiveId = `cd.vn.${round}`;
  const recipients = nation.provinces.map(({ government }) => to(government));
  yield issued({
    directiveId,
    issuer: CENTRE.government,
    number: `${number(round)}/CĐ-TTg`,
    series: year(date),
    on: date,
    recipients,
  });
  for (const province of nation.provinces) {
    agenda.at(day + 2, () => provinceTakesUp(province, round, day + 2, addDays(date, 2), dice, agenda));
  }
}

function* provinceTakesUp(
  province: Province,
  round: number,
  day: number,
  date: string,
  dice: Dice,
  agenda: Agenda,
): Generator<SimulatedCommand> {
  const standing = province.communes.filter((commune) => stands(commune, day));
  const directiveId = `kh.${province.id}.${round}`;
  const higher = `cd.vn.${round}`;
  const recipients = standing.map(({ government }) => to(government));
  yield issued({
    directiveId,
    issuer: province.government,
    number: `${number(round)}/KH-UBND`,
    series: year(date),
    on: date,
    recipients,
  });
  yield takenUp(directiveId, higher, date);
  const taskId = `nv.${province.id}.${round}`;
  const deadline = addDays(date, 5);
  yield {
    command: 'AssignTask',
    body: {
      taskId,
      directiveId,
      clause: '1',
      title: CLAUSES[0].summary,
      leads: [province.communesClass],
      on: date,
      deadline,
      director: province.government,
    },
    key: `task ${taskId}`,
    makes: [`task-${taskId}`],
    needs: [`directive-${directiveId}`, `unit-${province.communesClass}`],
  };
  yield {
    command: 'FanOutTask',
    body: { taskId, classId: null, to: standing.map((commune) => commune.id), on: date },
    key: `fan out ${taskId}`,
    makes: [`task-${taskId}`],
    needs: standing.map((commune) => `unit-${commune.id}`),
  };
  for (const commune of standing) {
    const own = dice.of(`${commune.id} campaign ${round}`);
    if (own.falls(0.1))
      agenda.at(day + 2, () => communeTakesUp(commune, round, day + 2, addDays(date, 2), directiveId));
    if (own.falls(0.9)) doneBy(commune, { taskId, province, day, date, dice: own, agenda });
  }
}

function* communeTakesUp(
  commune: Commune,
  round: number,
  day: number,
  date: string,
  higher: string,
): Generator<SimulatedCommand> {
  if (!stands(commune, day)) return;
  const directiveId = `kh.${commune.id}.${round}`;
  yield issued({
    directiveId,
    issuer: commune.government,
    number: `${number(round)}/KH-UBND`,
    series: year(date),
    on: date,
    recipients: [],
  });
  yield takenUp(directiveId, higher, date);
}

interface Doing {
  taskId: string;
  province: Province;
  day: number;
  date: string;
  dice: Dice;
  agenda: Agenda;
}

/** The commune reports its part done after 2 to 8 days (the term is five), and the province looks at it two days later. */
function doneBy(commune: Commune, { taskId, province, day, date, dice, agenda }: Doing): void {
  const after = dice.between(2, 8);
  const rejected = dice.falls(0.05);
  const member = `${taskId}~${commune.id}`;
  const report = (on: number) => act('ReportCompletion', commune.id, on);
  const act = <N extends 'ReportCompletion' | 'VerifyCompletion'>(
    command: N,
    by: string,
    on: number,
  ): SimulatedCommand =>
    ({
      command,
      body: { taskId: member, by, on: addDays(date, on) },
      key: `${command} ${member} ${on}`,
      makes: [`task-${member}`],
      needs: [`task-${taskId}`, `unit-${commune.id}`],
    }) as SimulatedCommand;
  const when = (on: number, make: () => SimulatedCommand) =>
    agenda.at(day + on, function* () {
      // What a merged commune was doing goes on under its successor, whom nobody has told yet.
      if (stands(commune, day + on)) yield make();
    });
  when(after, () => report(after));
  if (rejected) {
    when(after + 1, () => ({
      command: 'RejectCompletion',
      body: {
        taskId: member,
        by: province.government,
        on: addDays(date, after + 1),
        reason: 'Chưa có danh sách kèm theo',
      },
      key: `reject ${member}`,
      makes: [`task-${member}`],
      needs: [`task-${taskId}`],
    }));
    when(after + 3, () => report(after + 3));
  }
  const verified = after + (rejected ? 5 : 2);
  when(verified, () => act('VerifyCompletion', province.government, verified));
}

interface Issue {
  directiveId: string;
  issuer: string;
  number: string;
  series: string;
  on: string;
  recipients: { text: string; unit: string; purpose: 'to-carry-out' }[];
}

function issued({ directiveId, issuer, number: printed, series, on, recipients }: Issue): SimulatedCommand {
  return {
    command: 'IssueDirective',
    body: {
      directiveId,
      form: 'document',
      issuer,
      title: 'Tăng cường công tác phòng, chống dịch',
      number: printed,
      series,
      on,
      clauses: CLAUSES.map((clause) => ({ ...clause })),
      recipients,
    },
    key: `directive ${directiveId}`,
    makes: [`directive-${directiveId}`, `register-${issuer}`],
    needs: [`unit-${issuer}`, ...recipients.map(({ unit }) => `unit-${unit}`)],
  };
}

function takenUp(directiveId: string, higher: string, on: string): SimulatedCommand {
  return {
    command: 'CascadeDirective',
    body: {
      directiveId,
      higher,
      clauses: [
        { higher: '1', lower: '1' },
        { higher: '2', lower: '2' },
      ],
      on,
    },
    key: `take up ${directiveId}`,
    makes: [`directive-${directiveId}`],
    needs: [`directive-${higher}`],
  };
}

function to(unit: string) {
  return { text: unit, unit, purpose: 'to-carry-out' } as const;
}

function number(round: number): string {
  return String(round).padStart(2, '0');
}

function year(date: string): string {
  return date.slice(0, 4);
}

import { addDays, type CivilDate } from '../civil-date.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { headOffices } from '../organisation/heads.js';
import { holdersOf } from '../organisation/holder.js';
import type { Office } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import { superiorOf } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { type Period, spansOf } from '../spans.js';
import type { TaskId } from '../tasks/task-events.js';
import { tasksNaming, unitsUnder } from '../tasks/work-of-unit.js';
import { type ChargedDays, daysOfPerson, type Manner, MANNERS } from './charged-days.js';
import { type FindingScore, findingScores } from './finding-scores.js';
import { ratesOf, type Rates, scoreOf, type TaskScore } from './task-scores.js';
import { type ReportScore, reportScore } from './report-scores.js';
import { type Tenure, tenuresOf } from './tenure.js';

/** Phiếu theo dõi của người đứng đầu: what a head had in hand over a period. No ranking, no score made of it. */
export interface HeadScorecard extends Period {
  person: PersonId;
  /**
   * Why there is none: nobody has recorded from when to when the person was in office (a document that shows a person on
   * one day charges no days), or not in this period.
   */
  withheld: 'no-appointment-on-record' | 'not-in-office' | null;
  tenures: readonly Tenure[];
  days: Readonly<Record<Manner, ChargedDays>>;
  tasks: readonly TaskScore[];
  rates: Rates;
  findings: readonly FindingScore[];
  /** Figures of the units that fell due on days in office as their head. */
  reports: ReportScore;
}

/**
 * The scorecard of a person through all offices held in the period. A task for which the person answers in two offices
 * counts once. Null: no such person is known.
 */
export function headScorecard(facts: Facts, personId: PersonId, period: Period): HeadScorecard | null {
  if (!facts.person(personId)) return null;
  const tenures = tenuresOf(facts, personId, period);
  const recorded = tenures.filter((t) => t.certainty === 'recorded');
  const appointed = facts.officesOfPerson(personId).some((o) => o.appointments.some((a) => a.person === personId));
  const withheld = recorded.length > 0 ? null : appointed ? 'not-in-office' : 'no-appointment-on-record';
  const mine = withheld === null ? tasksNear(facts, recorded) : [];
  const shares = mine.flatMap((id) => daysOfPerson(facts, id, period, personId) ?? []);
  const tasks = shares.flatMap((share) => scoreOf(facts, share, period) ?? []);
  const stretches = withheld === null ? recorded.flatMap((t) => held(facts, t)) : [];
  return {
    person: personId,
    ...period,
    withheld,
    tenures,
    days: sum(tasks.map((t) => t.days)),
    tasks,
    rates: ratesOf(tasks),
    findings: findingScores(facts, stretches, period),
    reports: reportScore(facts, stretches, addDays(period.until, -1), personId),
  };
}

export function sum(list: readonly Readonly<Record<Manner, ChargedDays>>[]): Record<Manner, ChargedDays> {
  const total = (manner: Manner, which: keyof ChargedDays) => list.reduce((n, days) => n + days[manner][which], 0);
  return Object.fromEntries(
    MANNERS.map((m) => [m, { answering: total(m, 'answering'), late: total(m, 'late') }]),
  ) as Record<Manner, ChargedDays>;
}

/** The units whose work came to the office in the stretch, with its days. */
function held(facts: Facts, tenure: Tenure): (Period & { units: readonly UnitId[] })[] {
  const office = facts.office(tenure.office);
  if (!office?.head) return [];
  return [{ from: tenure.from, until: tenure.until, units: unitsOver(facts, office, tenure) }];
}

function unitsOver(facts: Facts, office: Office, { from, until }: Period): UnitId[] {
  return [...new Set([from, addDays(until, -1)].flatMap((day) => unitsUnder(facts, office, day)))];
}

/** Tasks for which the offices may answer: that name them, of their units, and of units below whose head's seat is vacant. */
function tasksNear(facts: Facts, tenures: readonly Tenure[]): TaskId[] {
  const ids = tenures.flatMap((tenure) => {
    const office = facts.office(tenure.office);
    if (!office) return [];
    const named = facts.named(streamOf('office', office.id), 'answering').map((m) => idOf(m.stream));
    const units = office.head ? unitsOver(facts, office, tenure) : [];
    const below = office.head ? vacantBelow(facts, office.body, tenure, new Set()) : [];
    const coverable = below.flatMap((o) => [
      ...facts.named(streamOf('office', o.id), 'answering').map((m) => idOf(m.stream)),
      ...tasksNaming(facts, unitsOver(facts, o, tenure), ['lead']),
    ]);
    return [...named, ...tasksNaming(facts, units, ['lead']), ...coverable];
  });
  return [...new Set(ids)];
}

/** R4: head offices below that were vacant on some day of the period, and those below them. */
function vacantBelow(facts: Facts, body: UnitId, period: Period, seen: Set<UnitId>): Office[] {
  return bodiesBelow(facts, body, addDays(period.until, -1)).flatMap((id) => {
    if (seen.has(id)) return [];
    seen.add(id);
    const vacant = headOffices(facts, id, period.from).filter((office) => wasVacant(facts, office, period));
    return vacant.length === 0 ? [] : [...vacant, ...vacantBelow(facts, id, period, seen)];
  });
}

function wasVacant(facts: Facts, { id }: Office, period: Period): boolean {
  const ask = (apart: Facts, day: CivilDate) => {
    const office = apart.office(id);
    return office !== null && holdersOf(apart, office, day).every((seat) => seat.reason === 'vacant');
  };
  return spansOf(facts, period, ask, (vacant) => vacant).some((span) => span.answer);
}

/** Bodies that are one step below: those that name it as their parent, and the top bodies of its line in places below. */
function bodiesBelow(facts: Facts, bodyId: UnitId, day: CivilDate): UnitId[] {
  const body = facts.unit(bodyId);
  const children = (id: UnitId) => facts.named(streamOf('unit', id), 'parent').map((m) => idOf(m.stream));
  const placed = body?.place === null || body?.place === undefined ? [] : children(body.place);
  const inPlaces = placed.flatMap((place) => facts.bodiesIn(place).map((b) => b.id));
  return [...new Set([...children(bodyId), ...inPlaces])].filter((id) => {
    const unit = facts.unit(id);
    return unit?.kind === 'body' && superiorOf(facts, unit, day)?.id === bodyId;
  });
}

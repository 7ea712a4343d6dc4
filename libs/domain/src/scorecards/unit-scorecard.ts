import { addDays, type CivilDate, daysBetween } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { type Certainty, holdersOf } from '../organisation/holder.js';
import { headsOf } from '../organisation/heads.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import { predecessorsOf } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { type Period, spansOf } from '../spans.js';
import { tasksNaming } from '../tasks/work-of-unit.js';
import type { AnswerLine } from '../tasks/who-answers.js';
import { chargedDays, lateWithin } from './charged-days.js';
import { type FindingScore, findingScores } from './finding-scores.js';
import { type ReportScore, reportScore } from './report-scores.js';
import { ratesOf, type Rates, scoreOf, type TaskScore } from './task-scores.js';

/** Who held a head office of the unit, or why nobody is named, on a stretch of days (R7). */
export interface HeadSpan extends Period {
  office: OfficeId;
  title: string;
  holder: PersonId | null;
  certainty: Certainty | null;
  /** `unnamed`, `vacant`, `unknown-holder`. */
  reason: string | null;
  flags: readonly string[];
  days: number;
  /** Days by which tasks of the unit grew late meanwhile, each task counted for itself. */
  late: number;
  evidence: readonly string[];
}

/** Phiếu theo dõi của đơn vị: what a unit had in hand over a period, through all its heads. */
export interface UnitScorecard extends Period {
  unit: UnitId;
  heads: readonly HeadSpan[];
  tasks: readonly TaskScore[];
  rates: Rates;
  findings: readonly FindingScore[];
  /** Figures that the unit owed and that fell due in the period. */
  reports: ReportScore;
}

/** The scorecard of a place or a body. What it took over from units that ended counts from that day (R8). Null: not known. */
export function unitScorecard(facts: Facts, unitId: UnitId, period: Period): UnitScorecard | null {
  const unit = facts.unit(unitId);
  if (!unit || unit.kind === 'class') return null;
  const before = predecessorsOf(facts, unitId, addDays(period.until, -1));
  const shares = tasksNaming(facts, [unitId, ...before], ['lead']).flatMap(
    (id) => chargedDays(facts, id, period, (line) => line.unit === unitId) ?? [],
  );
  const tasks = shares.flatMap((share) => scoreOf(facts, share, period) ?? []);
  return {
    unit: unitId,
    ...period,
    heads: headSpans(facts, unitId, period, tasks),
    tasks,
    rates: ratesOf(tasks),
    findings: findingScores(facts, [{ ...period, units: [unitId] }], period),
    reports: reportScore(facts, [{ ...period, units: [unitId] }], addDays(period.until, -1)),
  };
}

function headSpans(facts: Facts, unitId: UnitId, period: Period, tasks: readonly TaskScore[]): HeadSpan[] {
  const ask = (apart: Facts, day: CivilDate) => {
    const unit = apart.unit(unitId);
    const offices = unit ? headsOf(apart, unit, day).flatMap((head) => head.office ?? []) : [];
    return offices.flatMap((office) => holdersOf(apart, office, day).map((seat) => ({ office, seat })));
  };
  const spans = spansOf(facts, period, ask, (list) =>
    list.map(({ office, seat }) => [office.id, seat.holder, seat.certainty, seat.reason, seat.flags]),
  );
  const lastDay = addDays(period.until, -1);
  const ofUnit = (line: AnswerLine) => line.unit === unitId;
  return spans.flatMap(({ from, until, answer }) =>
    answer.map(({ office, seat }) => ({
      from,
      until,
      office: office.id,
      title: office.title,
      holder: seat.holder,
      certainty: seat.certainty,
      reason: seat.reason,
      flags: seat.flags,
      days: daysBetween(from, until),
      late: tasks.reduce((n, { task }) => n + lateWithin(facts, task, { from, until }, lastDay, ofUnit), 0),
      evidence: seat.evidence.map((ref) => ref.id),
    })),
  );
}

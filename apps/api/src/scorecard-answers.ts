import { FINDING_KINDS } from '#domain/inspections/finding.js';
import { FINDING_STATUSES } from '#domain/inspections/finding-status.js';
import { MANNERS } from '#domain/scorecards/charged-days.js';
import { TASK_STATUSES } from '#domain/tasks/task-status.js';
import {
  AT,
  day,
  evidence,
  flag,
  incomplete,
  list,
  listOf,
  names,
  object,
  oneOf,
  or,
  owedDay,
  ref,
  type Schema,
  text,
  texts,
  whole,
} from './answer-parts.js';

const count = object({
  answering: whole('Days on which the open task was answered for.'),
  late: whole('Days of these by which it grew late: lateness is charged to the days held.'),
});
const days = object(
  Object.fromEntries(MANNERS.map((manner) => [manner, count])),
  'Apart, and never added up: given in that time, inherited, acting, answering for a vacant seat below.',
);
const rate = object({
  numerator: whole(),
  denominator: whole(),
  of: texts('Tasks that make the denominator.'),
  counted: texts('Tasks that make the numerator.'),
});
const replies = list(
  object({ by: text(), office: or(text()), on: day(), text: text(), evidence: text('Event id.') }),
  'The word of the unit or its head (giải trình) by then: it stands beside and changes nothing.',
);
const shown = {
  ...AT,
  from: day('First day of the period.'),
  until: day('First day after the period.'),
  countedUntil: day('First day that is not counted: no day after `asOf` is.'),
  tasks: list(
    object({
      task: text(),
      title: text(),
      days,
      first: day('First day of answering in the period.'),
      last: day('Last day of answering in the period.'),
      status: oneOf(TASK_STATUSES, 'When it was closed in these hands, else on the last of these days.'),
      deadline: or(day()),
      completedOn: or(day()),
      rejected: whole('Reports of completion that somebody else has rejected.'),
      replies,
      evidence,
    }),
  ),
  rates: object({
    assigned: whole('Tasks in hand on some day: the denominator of `byStatus`.'),
    byStatus: object(Object.fromEntries(TASK_STATUSES.map((status) => [status, whole()]))),
    completed: rate,
    onTime: rate,
    acceptedAtFirst: rate,
  }),
  findings: list(
    object({
      finding: text(),
      kind: oneOf(FINDING_KINDS),
      summary: text(),
      foundOn: day(),
      inherited: flag('Made before the first day in office.'),
      status: oneOf(FINDING_STATUSES, 'On the last of these days.'),
      replies,
      evidence,
    }),
  ),
  reports: object(
    {
      onTime: object({ numerator: whole('Came in time.'), denominator: whole('Were owed.') }),
      late: whole('Handed in after the hour; where a report says no hour, it states a later day than the due day.'),
      missing: whole('No report was there by the last of these days.'),
      days: list(object({ duty: text(), unit: text(), ...owedDay })),
    },
    'Figures that fell due in the period; of a person those that fell due on days in office as a head of the unit.',
  ),
  recognitions: list(ref('RecognitionCard'), 'What was said in the period, as recorded: counted for nothing.'),
  names,
  incomplete,
};

/** The form of the scorecards (phiếu theo dõi). */
export const SCORECARD_ANSWERS: Readonly<Record<string, Schema>> = {
  PersonScorecard: object({
    person: text(),
    withheld: or(
      oneOf(
        ['no-appointment-on-record', 'not-in-office'],
        'Why there is none. A person whom documents only show on single days has no days that could be charged.',
      ),
    ),
    tenures: list(
      object({
        office: text(),
        title: text(),
        body: text(),
        head: flag(),
        from: day(),
        until: day(),
        days: whole(),
        certainty: oneOf(['recorded', 'attested', 'presumed']),
        flags: texts(),
        since: or(day()),
        evidence,
      }),
    ),
    days,
    ...shown,
  }),
  UnitScorecard: object({
    unit: text(),
    heads: list(
      object({
        office: text(),
        title: text(),
        holder: or(text()),
        certainty: or(oneOf(['recorded', 'attested', 'presumed'])),
        reason: or(text('`unnamed`, `vacant` or `unknown-holder`.')),
        flags: texts(),
        from: day(),
        until: day(),
        days: whole(),
        late: whole('Days by which tasks of the unit grew late meanwhile, each task counted for itself.'),
        evidence,
      }),
    ),
    ...shown,
  }),
  RatingRow: object({
    unit: text(),
    name: text(),
    assigned: whole(),
    completed: whole('Of those assigned.'),
    judged: whole('Completed with a date to be judged by.'),
    onTime: whole('Of those judged.'),
    acceptedAtFirst: whole('Of those completed.'),
    overdue: whole('Of those assigned.'),
  }),
  RatingRows: listOf('RatingRow'),
};

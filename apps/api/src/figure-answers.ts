import { QUALIFIERS } from '#domain/figures/case-count.js';
import { COMPARISONS } from '#domain/figures/figure-key.js';
import { DRAFT_STATES } from '#domain/drafts/draft.js';
import { READY } from '#domain/figures/threshold.js';
import {
  AT,
  day,
  evidence,
  figureKey,
  flag,
  incomplete,
  instant,
  list,
  listOf,
  number,
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

const readiness = object(
  {
    ready: oneOf(READY, '`unknown`: no plan is on record.'),
    plan: or(
      object({
        plan: text(),
        by: text(),
        on: day('The day on which it was ready.'),
        recordedAfterwards: flag('It was entered only after the figure: its day is what the entry says.'),
        event: text(),
      }),
    ),
  },
  'Was the plan ready before?',
);
const thresholdCard = {
  threshold: text(),
  title: text(),
  unit: text(),
  figure: figureKey,
  comparison: oneOf(COMPARISONS),
  value: number(),
  definedBy: text(),
  office: or(text('Office that signed for it; null: not said.')),
  directiveId: or(text()),
  tasks: texts('Conditional tasks that it sets off.'),
  from: day(),
  until: or(day('First day on which it no longer applies.')),
  inForce: flag('On the date.'),
};
const planCard = {
  plan: text(),
  title: text(),
  by: text(),
  on: day('The day on which it was ready.'),
  thresholds: texts(),
  tasks: texts(),
  document: or(text()),
  sha256: or(text()),
  evidence,
};

const dutyCard = {
  duty: text(),
  title: text(),
  by: text('Unit that set it.'),
  owedBy: text('Unit that owes it, or a class: its members as of each day.'),
  figure: figureKey,
  dueAt: text('Hour by which it is due, local time in Asia/Ho_Chi_Minh; the minute counts to its end.'),
  dueDays: whole('0: due on the day of the figure; 1: on the next day.'),
  directiveId: or(text()),
  office: or(text('Office that signs what is sent about it; null: the head of the unit that set it.')),
  from: day('First day for which a figure is owed.'),
  until: or(day('First day for which none is owed any more.')),
};
const reportCount = {
  owed: whole('The denominator.'),
  onTime: whole('The numerator of the on-time rate.'),
  late: whole('Handed in after the hour; where a report says no hour, it states a later day than the due day.'),
  missing: whole('No report is there by the date.'),
};

const reportDay = object({
  ...owedDay,
  heads: list(
    object({
      office: or(text()),
      person: or(text()),
      certainty: or(oneOf(['recorded', 'attested', 'presumed'])),
      reason: or(text('`no-head-office`, `unnamed`, `vacant` or `unknown-holder`.')),
      flags: texts(),
      evidence,
    }),
    'Heads of the unit in office on the due day; named for late and missing reports only.',
  ),
});
const reportRate = {
  onTime: object({ numerator: whole('On time.'), denominator: whole('Owed.') }),
  late: whole(),
  missing: whole('No report is there by the date.'),
};

/** Who certified a figure and so locked it. */
export const certified = or(object({ office: text(), person: text(), on: day(), event: text() }));
const levelSpan = {
  scheme: text(),
  issuer: text(),
  level: text(),
  name: text(),
  rank: whole('1 for the lowest of the scheme.'),
  of: whole('How many levels the scheme has.'),
  by: text('Unit that declared it.'),
  basis: or(text()),
  from: day(),
  until: or(day('First day on which it no longer holds.')),
  evidence,
};

/** Answers about thresholds, plans and what is made of figures. */
export const FIGURE_ANSWERS: Readonly<Record<string, Schema>> = {
  ThresholdCard: object({ ...thresholdCard, crossings: whole('Crossings on record by the date.') }),
  ThresholdList: listOf('ThresholdCard'),
  ThresholdPage: object({
    ...AT,
    ...thresholdCard,
    ended: or(object({ on: day(), by: text(), office: or(text()), reason: text() })),
    latest: or(
      object({ on: day(), value: or(number()), qualifier: or(oneOf(QUALIFIERS)), reached: flag(), event: text() }),
    ),
    plans: list(ref('PlanCard')),
    crossings: list(
      object({
        stream: text('The report or indicator.'),
        figure: or(whole('Which figure of a case report, counted from 0.')),
        event: text('Event that states the figure: the report or its correction.'),
        on: day('Day on which the figure stands.'),
        value: number(),
        qualifier: or(oneOf(QUALIFIERS)),
        leftOpen: flag('The words (gần, khoảng) leave open whether the threshold was reached.'),
        recorded: or(
          object(
            { event: text(), ready: oneOf(READY) },
            'Event that records the crossing, and what was known of the plan then. Null: found in the figures of the last 92 days, recorded by nobody.',
          ),
        ),
        readiness,
        since: or(
          object(
            { value: or(number()), stillReached: flag(), event: or(text()) },
            'The figure after corrections; the crossing stays. A null value: its record is annulled.',
          ),
        ),
        tasks: list(object({ task: text(), readiness, activatedOn: or(day()) })),
      }),
    ),
    evidence,
  }),
  ReportingDutyCard: object({ ...dutyCard, inForce: flag('On the date.'), evidence }),
  ReportingDutyList: listOf('ReportingDutyCard'),
  ReportingDutyReports: object({
    ...AT,
    ...dutyCard,
    periodFrom: day('First day of the figures asked about.'),
    periodUntil: day('First day after them. A figure whose due day is after `asOf` is not owed yet.'),
    total: object(reportCount, 'Of all units that owe it, also those on other pages.'),
    units: list(
      object({
        unit: text(),
        ...reportCount,
        days: list(reportDay),
      }),
      'By id; no ranking.',
    ),
    next: or(text('`after` of the next page.')),
    incomplete,
  }),
  OwedReports: object({
    ...AT,
    unit: text(),
    periodFrom: day('First day of the figures asked about.'),
    periodUntil: day('First day after them. A figure whose due day is after `asOf` is not owed yet.'),
    ...reportRate,
    duties: list(
      object({
        ...dutyCard,
        ...reportRate,
        days: list(reportDay),
        reminders: list(
          object({
            draft: text(),
            on: day('Day as on which it was prepared.'),
            days: list(day('Day of a figure that it names.')),
            state: oneOf(DRAFT_STATES, 'Only a person signs or dismisses.'),
            evidence,
          }),
          'Reminders of these figures: drafts until a person signs.',
        ),
      }),
      'Duties of the unit and of the classes that it was in, of which a figure of the period was owed.',
    ),
    incomplete,
  }),
  LevelSpan: object(levelSpan),
  PlaceLevels: object({
    ...AT,
    place: text(),
    onDate: list(ref('LevelSpan'), 'One for each scheme that applies; schemes are never merged.'),
    history: list(ref('LevelSpan')),
  }),
  LevelSchemeCard: object({
    scheme: text(),
    title: text(),
    issuer: text(),
    version: or(text()),
    directiveId: or(text()),
    levels: list(object({ level: text(), name: text() }), 'The lowest first.'),
    replaces: or(text()),
    from: day(),
    until: or(day('First day on which it no longer applies.')),
    inForce: flag('On the date.'),
    evidence,
  }),
  LevelSchemeList: listOf('LevelSchemeCard'),
  FigurePoint: object({
    stream: text('The report or indicator.'),
    figure: or(whole('Which figure of a case report, counted from 0.')),
    from: or(day('First day of the period, counted.')),
    on: day('Last day of the period.'),
    reportedOn: day(),
    cutoffAt: or(instant('UTC instant at which counting stopped.')),
    value: or(number()),
    qualifier: or(oneOf(QUALIFIERS)),
    parts: list(object({ name: text(), value: number() })),
    mismatchBy: number('Total minus the sum of the parts, where there are parts.'),
    flags: texts(
      '`sum-mismatch`, `approximate`, `partial-day`, `period-ambiguous`, `corrected`, `duplicate`, `certified`, `unusual`.',
    ),
    corrections: list(object({ before: or(number()), after: or(number()), reason: text(), event: text() })),
    duplicates: texts('Other reports of the same period; shown, never merged.'),
    test: object(
      {
        unusual: or(flag('Null: no verdict, for want of points or because they do not differ.')),
        score: or(number('Modified z-score: 0.6745 × (value − median) / median absolute deviation; limit 3.5.')),
        median: or(number()),
        points: whole('How many points of the 28 days before it rests on; fewer than 7 give no verdict.'),
      },
      'Robust outlier test. It says that a figure stands out, not that it is wrong; it never changes the figure.',
    ),
    evidence,
  }),
  FigureRollUp: object({
    unit: text(),
    figure: figureKey,
    from: day(),
    to: day('Last day, counted.'),
    ...AT,
    own: or(ref('FigurePoint')),
    children: list(object({ unit: text(), point: or(ref('FigurePoint')) })),
    sum: or(number('Over the children that reported; null where none did or nothing is summed.')),
    reported: whole('Children that reported: the numerator.'),
    of: whole('Children on the last day of the period: the denominator.'),
    missing: texts('Children that did not report.'),
    qualified: flag('A child’s figure is approximate or counts a part of the day, so the sum is too.'),
    difference: or(number('Own figure minus the sum; shown, never merged.')),
    incomplete,
  }),
  FigureSeries: object({
    unit: text(),
    figure: figureKey,
    from: day(),
    until: day('First day after the series.'),
    ...AT,
    points: list(ref('FigurePoint')),
    missing: or(list(day(), 'Days without a figure: missing, never 0. Null where figures are not counted by the day.')),
    averages: or(
      list(
        object({
          on: day('Last of the seven days.'),
          value: or(number()),
          days: whole('On how many days it rests: the denominator.'),
          of: whole('7.'),
          missing: list(day()),
          qualified: flag('A day in it is approximate or counts a part of the day.'),
        }),
      ),
    ),
    incomplete,
  }),
  PlanCard: object(planCard),
  PlanList: listOf('PlanCard'),
  PlanPage: object({
    ...AT,
    ...planCard,
    crossings: list(
      object({ threshold: text(), on: day(), value: number(), event: text(), readyBefore: flag() }),
      'Crossings on record of the thresholds that it serves.',
    ),
  }),
};

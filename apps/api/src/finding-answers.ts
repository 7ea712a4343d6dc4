/** What answers about findings are made of. */

import { FINDING_KINDS, OCCASIONS, STANCES } from '#domain/inspections/finding.js';
import { UNIT_OPINIONS } from '#domain/inspections/inspection-events.js';
import { FINDING_STATUSES, RECTIFICATION_STATUSES } from '#domain/inspections/finding-status.js';
import {
  AT,
  breach,
  day,
  evidence,
  flag,
  incomplete,
  instant,
  list,
  object,
  oneOf,
  or,
  seat,
  text,
  texts,
  whole,
} from './answer-parts.js';

const head = object({
  office: or(text()),
  person: or(text('Who held the office on that day; null: `reason` says why nobody is named.')),
  certainty: seat.certainty,
  reason: or(oneOf(['no-head-office', 'unnamed', 'vacant', 'unknown-holder'])),
  flags: texts(),
  evidence,
});
const signature = { by: text('Body.'), office: text(), person: text('Who held the office on that day.') };
const one = text('Event id.');
export const evidenceFile = object({
  name: text(),
  mediaType: text('As the sender stated it.'),
  size: whole('Bytes.'),
  sha256: text('SHA-256 of the bytes.'),
});

export const findingCard = {
  finding: text(),
  kind: oneOf(FINDING_KINDS),
  occasion: oneOf(OCCASIONS),
  summary: text(),
  units: texts('Units named, or identified by the date.'),
  unitsKnown: flag(),
  unitsText: or(text()),
  on: day(),
  madeByUnit: or(text()),
  madeByPerson: or(text()),
  onBehalfOf: or(text()),
  teamId: or(text()),
  visitId: or(text()),
  directiveId: or(text()),
  tasks: texts(),
  persons: list(object({ person: text(), office: text('Held on that day.') })),
  actOn: or(day('The day of what it judges, where that is another than `on`.')),
  checklistItem: or(text('Point of the team’s checklist.')),
  files: list(evidenceFile),
  status: oneOf(FINDING_STATUSES, 'Derived; of several units the one that is furthest from being put right.'),
};

const verdict = object({ ...signature, accepted: flag(), reason: or(text()), on: day(), evidence: one });
const rectification = object({
  rectification: text(),
  unit: text('Of which it was asked.'),
  standing: or(text('On which it is now, after reforms; null: none stands.')),
  status: oneOf(RECTIFICATION_STATUSES, '`rectified`: verified, with no date to judge by.'),
  requestedOn: day(),
  dueOn: or(day('Last day; null: nobody has set one.')),
  dueText: or(text()),
  reportedOn: or(day('Of the report that was accepted or waits.')),
  closedOn: or(day('The day on which it was verified.')),
  overdueDays: whole('Days past the date, up to the report that was accepted or waits.'),
  flags: texts('`report-rejected`, `due-set-after-report`.'),
  what: text(),
  requestedBy: object(signature),
  heads: list(head, 'Heads of the unit on the day of the request.'),
  dueDates: list(object({ ...signature, deadline: day(), basis: or(text()), on: day(), evidence: one })),
  reports: list(
    object({ by: text(), text: text(), files: list(evidenceFile), on: day(), verdict: or(verdict), evidence: one }),
  ),
  evidence,
});

export const findingLine = object({
  unit: text(),
  standing: or(text('Which unit has it now, after reforms; null: none stands.')),
  status: oneOf(FINDING_STATUSES),
  rectifications: texts(),
  evidence,
});
export const answerBeside = object({
  answerId: text(),
  by: text('Unit.'),
  stance: oneOf(STANCES),
  text: text(),
  files: list(evidenceFile),
  on: day(),
  evidence: one,
});

export const findingPage = {
  ...AT,
  ...findingCard,
  breaches: list(breach, 'Acts that by what is known now would be refused as of their own day.'),
  heads: list(object({ unit: text(), heads: list(head) }), 'Heads of its units on the day of the finding.'),
  judgedBy: list(
    object({
      about: text('Stream of the directive or task that it is linked to.'),
      on: day('The day of the act.'),
      inForce: texts('Directives in force on that day (R9).'),
      reason: or(oneOf(['not-yet-issued', 'revoked', 'superseded'], 'Why none is.')),
    }),
  ),
  minutes: or(
    object(
      {
        opinion: oneOf(UNIT_OPINIONS),
        opinionText: or(text()),
        representative: or(text()),
        representativeText: or(text()),
        signedBy: texts(),
        on: day(),
        signedAt: or(instant('UTC instant of the signing.')),
        evidence: one,
      },
      'The minutes that list it, with the opinion of the unit.',
    ),
  ),
  answers: list(answerBeside, 'What units say to it; it changes nothing of the finding.'),
  lines: list(findingLine),
  rectifications: list(rectification),
  evidence,
  incomplete,
};

const count = whole();
/** Numerators and denominators of what was found and put right. */
export const tally = object({
  total: whole('Findings made by `asOf`.'),
  strengths: whole('Of `total`.'),
  toPutRight: whole('Of `total`, all but the strengths: the denominator of what follows.'),
  putRight: whole('Of `toPutRight`: verified by somebody else.'),
  inTime: whole('Of `putRight`.'),
  late: whole('Of `putRight`.'),
  undated: whole('Of `putRight`: nobody had set a date to judge by.'),
  overdue: whole('Of `toPutRight`: past the date and neither reported nor put right.'),
  byStatus: object(Object.fromEntries(FINDING_STATUSES.map((status) => [status, count]))),
});

/** The form of answers about inspections and findings. */

import { CHECKLIST_ANSWERS, UNIT_OPINIONS } from '#domain/inspections/inspection-events.js';
import { REPORT_STATUSES } from '#domain/inspections/team-report.js';
import {
  AT,
  day,
  evidence,
  flag,
  incomplete,
  instant,
  list,
  listOf,
  object,
  oneOf,
  or,
  type Schema,
  text,
  texts,
  whole,
} from './answer-parts.js';
import { answerBeside, evidenceFile, findingCard, findingPage, tally } from './finding-answers.js';

const one = text('Event id.');
const teamCard = {
  team: text(),
  name: text(),
  kind: oneOf(['inspection', 'working-visit']),
  owners: texts('Bodies that sent it out.'),
  teamCount: or(whole('How many teams the record stands for.')),
  leaders: texts(),
  leaderOffice: or(text()),
  leaderText: or(text()),
  members: texts(),
  membersText: or(text()),
  scope: text(),
  checklist: texts(),
  areas: texts(),
  reportsTo: or(text('The body that it answers to.')),
  directiveId: or(text()),
  on: day(),
  establishedOn: or(day()),
  reportDueOn: or(day('Last day for its report; null: the order gives none.')),
  dispatches: whole(),
  visits: whole(),
};
const minutes = object({
  signedBy: texts('Those of the team who signed.'),
  representative: or(text('Who signed for the unit.')),
  representativeOffice: or(text()),
  representativeText: or(text()),
  opinion: oneOf(UNIT_OPINIONS, 'Opinion of the unit (ý kiến của đơn vị).'),
  opinionText: or(text()),
  witnesses: texts(),
  findings: texts(),
  files: list(evidenceFile),
  on: day(),
  signedAt: or(instant('UTC instant of the signing, where it is kept.')),
  evidence: one,
});

export const INSPECTION_ANSWERS: Readonly<Record<string, Schema>> = {
  InspectionCard: object(teamCard),
  InspectionList: listOf('InspectionCard'),
  InspectionPage: object({
    ...AT,
    ...teamCard,
    inTeam: object({ leaders: texts(), members: texts(), leaderOffice: or(text()) }, 'Who is in it on the date.'),
    dispatched: list(object({ to: texts(), from: day(), until: or(day('First day on which it is back.')), evidence })),
    duration: or(
      object(
        { from: day(), to: day(), days: whole('Both counted.'), underWay: flag() },
        'From its first to its last day on record; null: nothing yet.',
      ),
    ),
    visited: list(
      object({
        visitId: text(),
        unit: text(),
        sites: list(object({ name: text(), unit: or(text()) })),
        on: day(),
        partOfDay: or(oneOf(['morning', 'afternoon', 'evening'])),
        receivedBy: or(text()),
        flags: texts('`own-order`, `own-area`.'),
        checklist: list(
          object({ item: text(), answer: oneOf(CHECKLIST_ANSWERS), note: or(text()), evidence: or(one) }),
        ),
        findings: texts(),
        minutes: or(minutes),
        evidence: one,
      }),
    ),
    findings: list(object({ ...findingCard, answers: list(answerBeside, 'What the units say to it.'), evidence })),
    putRight: tally,
    report: object({
      status: oneOf(REPORT_STATUSES),
      dueOn: or(day()),
      deliveredOn: or(day('Of the first report.')),
      delivered: list(
        object({
          reportId: text(),
          to: text(),
          signedBy: or(text()),
          number: or(text()),
          conclusion: text(),
          files: list(evidenceFile),
          on: day(),
          evidence: one,
        }),
      ),
    }),
    evidence,
    incomplete,
  }),
  FindingCard: object(findingCard),
  FindingPage: object(findingPage),
  FindingList: listOf('FindingCard'),
};

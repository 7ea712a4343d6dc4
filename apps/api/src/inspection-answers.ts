/** The form of answers about inspections and findings. */

import { FINDING_KINDS } from '#domain/inspections/finding.js';
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
import { answerBeside, evidenceFile, findingCard, findingLine, findingPage, tally } from './finding-answers.js';

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

const visit = object({ team: text(), visitId: text(), unit: text(), on: day(), evidence: one });

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
  TeamUnderWay: object({
    team: text(),
    name: text(),
    owners: texts(),
    leaders: texts(),
    leaderOffice: or(text()),
    to: list(object({ unit: text(), name: text(), standing: or(text('Null: no unit stands for it on the date.')) })),
    from: day(),
    until: or(day('First day on which it is back; null: not said.')),
    logged: object({
      visits: whole(),
      lastVisit: or(object({ visitId: text(), unit: text(), on: day() })),
      findings: object(Object.fromEntries(FINDING_KINDS.map((kind) => [kind, whole()]))),
      minutes: whole('Minutes signed.'),
    }),
    evidence,
  }),
  DispatchBoard: listOf('TeamUnderWay'),
  InspectionCoverage: object({
    ...AT,
    place: text(),
    name: text(),
    days: whole('So many days back from `asOf`.'),
    places: whole('Places right below on the date: the denominator.'),
    visited: whole('Of `places`: with a visit in that time.'),
    rows: list(
      object({
        place: text(),
        name: text(),
        lastVisit: or(visit),
        daysSince: or(whole('Null: no visit is on record.')),
        visited: flag('In that time?'),
      }),
      'Those longest without a visit first.',
    ),
    unattributed: list(visit, 'Visits in that time to units that were split since: they count for no successor.'),
    incomplete,
  }),
  UnitFindings: object({
    ...AT,
    unit: text(),
    name: text(),
    from: or(day('Findings made from this day on.')),
    until: or(day('First day that is not counted.')),
    putRight: tally,
    findings: list(
      object({
        ...findingCard,
        lines: list(findingLine, 'What became of it for the unit and the bodies in it.'),
        answers: list(answerBeside),
        evidence,
      }),
    ),
    incomplete,
  }),
  FindingsToVerify: object({
    ...AT,
    offices: texts('The office asked about, or those that the person holds on the date.'),
    items: list(
      object({
        finding: text(),
        kind: oneOf(FINDING_KINDS),
        summary: text(),
        on: day(),
        rectification: text(),
        what: text(),
        unit: text(),
        standing: or(text()),
        requestedBy: text('Body.'),
        dueOn: or(day()),
        report: or(text('Event id of the report that waits.')),
        reportedOn: or(day()),
        daysWaiting: whole('Days since the report, up to `asOf`.'),
        evidence,
      }),
    ),
    incomplete,
  }),
  FindingCard: object(findingCard),
  FindingPage: object(findingPage),
  FindingList: listOf('FindingCard'),
};

import { FINDING_KINDS } from '#domain/inspections/finding.js';
import { CLAUSE_KINDS } from '#domain/directives/directive.js';
import { DELEGATION_KINDS } from '#domain/tasks/delegation-kind.js';
import { DELAY_REASONS, EXTENSION_REASONS } from '#domain/tasks/task-events.js';
import { DECISION_KINDS } from '#domain/tasks/task-work.js';
import { DRAFT_KINDS } from '#domain/drafts/draft.js';
import { TASK_STATUSES } from '#domain/tasks/task-status.js';
import {
  AT,
  breach,
  day,
  evidence as evidences,
  flag,
  incomplete,
  list,
  number,
  object,
  oneOf,
  or,
  record,
  ref,
  type Schema,
  status,
  text,
  texts,
  whole,
} from './answer-parts.js';

const evidence = text('Event id of the record that says so.');
const words = object({ vi: text(), en: text() });
const on = day();
const file = {
  name: text(),
  mediaType: text('As the sender stated it.'),
  size: whole('In bytes.'),
  sha256: text('GET /evidence/{sha256} sends the bytes.'),
};
const files = list(object(file));
const delayReason = object({
  code: oneOf(DELAY_REASONS),
  waitingFor: or(text('The unit that is waited for.')),
});
const target: Schema = {
  ...object({
    text: text(),
    value: or(number()),
    unit: or(text()),
    qualifier: or(text()),
    numerator: or(number('How many are to be reached.')),
    denominator: or(number('Of how many.')),
  }),
  required: ['text', 'value', 'unit', 'qualifier'],
};
const verdict = object({ accepted: flag(), by: text(), reason: or(text()), on, evidence });
const coverage = object({
  class: text(),
  named: whole('Numerator: members that have the task.'),
  total: or(whole('Denominator: members of the class; null: nobody has said.')),
  members: list(object({ unit: text(), task: text(), on, evidence })),
  missing: texts('Members on record on the day on which the class got the task, that have no task of it yet.'),
});
const statement = { by: text(), text: text(), delayReasons: list(delayReason), files, on, evidence };
const reminder = { number: whole('Lần thứ mấy, to that unit.'), by: text(), on, evidence };
const workItem = object({
  task: text(),
  title: text(),
  directive: text(),
  status: oneOf(TASK_STATUSES),
  deadline: or(day()),
  deadlineText: or(text()),
  overdueDays: whole(),
  dueSoon: flag('The deadline comes within `dueWithinDays` days.'),
  waitsForAcceptanceSince: or(day('Neither taken nor given back since this day.')),
  lastReminder: or(object(reminder)),
  evidence: evidences,
});
const cut = (item: string) =>
  object({
    total: whole('How many there are in all; `skip` and `limit` say which are shown.'),
    items: list(ref(item)),
  });
const work = {
  ...AT,
  dueWithinDays: whole(),
  inHand: cut('WorkItem'),
  counts: object({ overdue: whole(), dueSoon: whole(), waitForAcceptance: whole() }),
  toDecide: cut('WaitingDecision'),
  incomplete,
};
const opinion = object({ by: text(), on, evidence });

/** The form of what is answered about one task, and about the tasks in somebody's hands. */
export const TASK_ANSWERS: Readonly<Record<string, Schema>> = {
  TaskPage: object({
    task: text(),
    ...AT,
    assigned: object({
      taskId: text(),
      directiveId: text(),
      clause: or(text()),
      kind: oneOf(CLAUSE_KINDS),
      title: text(),
      leads: texts(),
      leadsStated: flag('False: the lead is not named in the text.'),
      answering: texts(),
      coordinators: texts(),
      director: or(text()),
      on,
      deadline: or(day()),
      deadlineText: or(text()),
      condition: or(text()),
      target: or(target),
      evidence,
    }),
    parent: or(text('The class task of which this is one member’s.')),
    status: object(status),
    leads: list(object({ leads: texts(), answering: texts(), on, evidence })),
    deadlines: list(
      object({
        deadline: day(),
        manner: oneOf(['assigned', 'clarified', 'extended']),
        by: or(text()),
        reason: or(text()),
        on,
        evidence,
      }),
    ),
    delegations: list(
      object({
        id: text(),
        from: text(),
        to: text(),
        kind: oneOf(Object.keys(DELEGATION_KINDS)),
        on,
        until: or(day()),
        endedOn: or(day()),
        evidence,
      }),
    ),
    turns: list(
      object({
        kind: oneOf(['suspended', 'resumed', 'returned', 'accepted']),
        by: text(),
        reason: or(text()),
        on,
        evidence,
      }),
    ),
    waitsForAcceptanceSince: or(day('Neither taken nor given back by its lead since this day.')),
    withdrawals: list(object({ by: or(text()), reason: or(text()), on, evidence })),
    triggers: list(object({ trigger: text(), readyBefore: or(flag()), on, evidence })),
    successors: list(
      object({
        from: text(),
        to: text(),
        by: text('Unit that decided it.'),
        office: or(text('Office of it in which it was decided; null: not said.')),
        on,
        evidence,
      }),
    ),
    breaches: list(breach, 'Acts that by what is known now would be refused as of their own day.'),
    coverage: list(coverage),
    completions: list(object({ by: text(), text: or(text()), files, on, verdict: or(verdict), evidence })),
    attainment: or(
      object(
        {
          target: or(target),
          numerator: or(number('As reported.')),
          denominator: or(number('As reported, or of the target where the report does not say.')),
          denominatorFrom: or(oneOf(['report', 'target'])),
          unit: or(text()),
          qualifier: or(text()),
          percent: or(number('Only as the unit stated it.')),
          on: or(day()),
          evidence: or(evidence),
        },
        'How far the target has been reached, as last reported.',
      ),
    ),
    progress: list(
      object({
        ...statement,
        percent: or(number('Only as the unit stated it.')),
        counted: or(
          object({ numerator: number(), denominator: or(number()), unit: or(text()), qualifier: or(text()) }),
        ),
      }),
    ),
    reminders: list(
      object({
        ...reminder,
        to: text(),
        text: text(),
        document: or(text()),
        toClass: flag('Sent to the class, and so to each member.'),
      }),
    ),
    explanations: list(
      object({ ...statement, office: or(text()), reminder: or(text('The reminder that it answers.')) }),
    ),
    opinions: list(
      object({
        statement: text('Event id of what states the reason.'),
        code: oneOf(DELAY_REASONS),
        by: text(),
        confirms: flag('False: it contests.'),
        text: or(text()),
        on,
        evidence,
      }),
    ),
    extensionRequests: list(
      object({
        by: text(),
        deadline: day('The date proposed.'),
        reason: oneOf(EXTENSION_REASONS),
        text: text(),
        on,
        decision: or(object({ granted: flag(), by: text(), reason: text(), on, evidence })),
        evidence,
      }),
    ),
    followings: list(
      object({ id: text(), person: text(), unit: text(), on, until: or(day()), endedOn: or(day()), evidence }),
    ),
    findings: list(object({ finding: text(), kind: oneOf(FINDING_KINDS), summary: text(), on, evidence })),
    files: list(object({ ...file, on, evidence })),
    names: object({ units: record(text(), 'By unit id.'), persons: record(text(), 'By person id.') }),
    incomplete,
  }),
  TaskHistory: object({
    task: text(),
    ...AT,
    events: list(
      object({
        on: day('The day that it is about.'),
        type: text(),
        words,
        task: text('The class task for what was decided of all members.'),
        annulled: flag('Out of force by then (R10).'),
        evidence,
      }),
    ),
    incomplete,
  }),
  WorkItem: workItem,
  WaitingDecision: object({
    task: text(),
    title: text(),
    kind: oneOf(DECISION_KINDS),
    since: or(day('Since when it waits; of a reminder, the deadline.')),
    deadline: or(day()),
    overdueDays: whole(),
    evidence: evidences,
  }),
  UnitWork: object({ unit: text(), ...work }),
  OfficeWork: object({
    office: text(),
    title: text(),
    body: text(),
    head: flag('Decisions of the issuer, and rectifications to verify, wait for its head.'),
    drafts: cut('DraftWaiting'),
    handovers: cut('HandoverDue'),
    toVerify: cut('WaitingToVerify'),
    ...work,
  }),
  DraftWaiting: object({
    draft: text(),
    kind: oneOf(DRAFT_KINDS),
    subject: text('Stream that it is about: a task, a finding or a reporting duty.'),
    on: day('Day as on which it was prepared.'),
    groundStands: flag('False: it is not signed without being looked at again.'),
    evidence: evidences,
  }),
  HandoverDue: object({
    on: day('First day on which the outgoing no longer holds the office.'),
    cause: oneOf(['replaced', 'office-ended']),
    outgoing: text('Person.'),
    incoming: or(text('Person; null while nobody has come.')),
    due: list(oneOf(['outgoing', 'incoming']), 'Whose signature is due and missing.'),
    evidence: evidences,
  }),
  PersonWork: object({
    person: text(),
    offices: list(object({ office: text(), body: text(), head: flag() })),
    follows: cut('WorkItem'),
    ...work,
  }),
  DelayReasons: object({
    ...AT,
    late: object({
      numerator: whole('Late tasks for which a reason was stated.'),
      denominator: whole('Late tasks, done or open; clauses of kind `task`.'),
    }),
    reasons: list(
      object({
        code: oneOf(DELAY_REASONS),
        words,
        stated: whole('How often it was stated.'),
        confirmed: whole('Of these, confirmed by another unit.'),
        contested: whole('Of these, contested by another unit; it may be both.'),
        unanswered: whole('Of these, neither.'),
        items: list(
          object({
            task: text(),
            code: oneOf(DELAY_REASONS),
            waitingFor: or(text()),
            by: text(),
            on,
            evidence,
            confirmedBy: list(opinion),
            contestedBy: list(opinion),
          }),
        ),
      }),
    ),
  }),
};

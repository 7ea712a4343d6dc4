/** What the schemas of answers are made of: small helpers, and the groups of fields that stand in several answers. */

import { ACTING_STYLES } from '#domain/organisation/office.js';
import { MEASURES, QUALIFIERS } from '#domain/figures/case-count.js';
import {
  CLAUSE_KINDS,
  DIRECTIVE_FORMS,
  RECIPIENT_PURPOSES,
  SIGNING_AUTHORITIES,
  URGENCIES,
} from '#domain/directives/directive.js';
import { DRAFT_KINDS, DRAFT_STATES, ESCALATION_BASES } from '#domain/drafts/draft.js';
import { INDICATOR_KINDS } from '#domain/figures/indicator.js';
import { REPORT_STATES } from '#domain/figures/reports-owed.js';
import { TASK_STATUSES } from '#domain/tasks/task-status.js';
import { LEVELS, LINES } from '#domain/organisation/unit.js';
import { CAPACITIES } from '#domain/tasks/who-answers.js';

/** A JSON schema (2020-12), as OpenAPI 3.1 takes it. */
export type Schema = Readonly<Record<string, unknown>>;

export const text = (description?: string): Schema => ({ type: 'string', ...(description ? { description } : {}) });
export const day = (description = 'Civil date in Asia/Ho_Chi_Minh.'): Schema => ({
  type: 'string',
  format: 'date',
  description,
});
export const instant = (description: string): Schema => ({ type: 'string', format: 'date-time', description });
export const whole = (description?: string): Schema => ({ type: 'integer', ...(description ? { description } : {}) });
export const number = (description?: string): Schema => ({ type: 'number', ...(description ? { description } : {}) });
export const flag = (description?: string): Schema => ({ type: 'boolean', ...(description ? { description } : {}) });
export const oneOf = (values: readonly string[], description?: string): Schema => ({
  type: 'string',
  enum: values,
  ...(description ? { description } : {}),
});
export const list = (items: Schema, description?: string): Schema => ({
  type: 'array',
  items,
  ...(description ? { description } : {}),
});
export const texts = (description?: string): Schema => list(text(), description);
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
export const evidence = texts('Event ids of the records that made this; GET /records/{eventId} shows them.');

/** The schema, or null. */
export function or(schema: Schema): Schema {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(values) ? { enum: [...(values as string[]), null] } : {}),
  };
}

/** An object with exactly these fields. */
export function object(properties: Record<string, Schema>, description?: string): Schema {
  const required = Object.keys(properties);
  return { type: 'object', properties, required, additionalProperties: false, ...(description ? { description } : {}) };
}

export const record = (values: Schema, description: string): Schema => ({
  type: 'object',
  additionalProperties: values,
  description,
});

export const AT = {
  asOf: day('Valid time of the answer: civil date in Asia/Ho_Chi_Minh.'),
  knownAt: whole('Known time of the answer: ordinal of the last record it could use.'),
};
export const incomplete = texts('Streams whose records could not be read; the answer may lack what stands in them.');

export function listOf(item: string): Schema {
  return object({ ...AT, items: list(ref(item)), next: or(text('`cursor` of the next page; null on the last.')) });
}

export const seat = {
  holder: or(text('Person id; null: nobody is on record for that day, and `reason` says why.')),
  certainty: or(oneOf(['recorded', 'attested', 'presumed'])),
  reason: or(oneOf(['unnamed', 'vacant', 'unknown-holder'])),
  since: or(day()),
  until: or(day('First day on which it no longer holds.')),
  flags: texts(),
};
export const holderCard = {
  office: text(),
  title: text(),
  body: text(),
  bodyName: text(),
  head: flag('Is it the head (người đứng đầu)?'),
  holders: list(object({ ...seat, name: or(text()), evidence })),
};
export const held = object({
  kind: oneOf(['appointed', 'acting', 'attested']),
  person: text(),
  name: or(text()),
  style: or(oneOf(ACTING_STYLES)),
  from: day(),
  until: or(day()),
  termEndsOn: or(day('Planned end of the term; it empties no seat.')),
  evidence: text(),
});
const named = object({ person: text(), name: or(text()) });
const listed = { tasks: texts('Task ids.'), findings: texts('Finding ids.') };
export const handoverCard = {
  office: text(),
  title: text(),
  body: text(),
  bodyName: text(),
  on: day('First day on which the outgoing no longer holds the office.'),
  cause: oneOf(['replaced', 'office-ended']),
  outgoing: named,
  incoming: or(
    object(
      { person: text(), name: or(text()), office: text('This office, or the successor’s.'), from: day() },
      'Null while nobody has come, or where there are several successors.',
    ),
  ),
  due: list(oneOf(['outgoing', 'incoming']), 'Sides whose signature is due and missing on the date.'),
  list: object({ day: day('The day of the list.'), ...listed }, 'What was open on the day of the list.'),
  signatures: list(
    object({
      side: oneOf(['outgoing', 'incoming']),
      person: text(),
      name: or(text()),
      on: day(),
      ...listed,
      lacking: object(listed, 'Open on the day and not on the list that was signed.'),
      beyond: object(listed, 'On the list that was signed and not open on the day.'),
      evidence: text(),
    }),
  ),
  since: object(
    {
      gone: object(
        listed,
        'On the list of the day and no longer in the office’s hand: closed, reassigned or passed on.',
      ),
      added: object(listed, 'In hand on the date and not on the list of the day.'),
    },
    'What has changed since the day of the list.',
  ),
  evidence,
};
export const unitCard = {
  unit: text(),
  kind: oneOf(['place', 'body', 'class']),
  name: text('Its name on the date.'),
  level: or(oneOf(LEVELS)),
  line: or(oneOf(LINES)),
  place: or(text()),
  parent: or(text()),
  from: or(day()),
  end: or(object({ kind: text(), on: day(), into: texts() })),
};
export const status = {
  status: oneOf(TASK_STATUSES),
  deadline: or(day('The date that binds; it counts to its end in Asia/Ho_Chi_Minh.')),
  deadlineText: or(text('The wording of the deadline; no date is made of it.')),
  completedOn: or(day()),
  closedOn: or(day('First day on which the task is no longer open.')),
  overdueDays: whole('Days past the deadline.'),
  flags: texts(),
  evidence,
};
export const taskCard = {
  task: text(),
  title: text(),
  kind: oneOf(CLAUSE_KINDS),
  directive: text(),
  clause: or(text()),
  parent: or(text('The class task of which this is one member’s.')),
  leads: list(object({ unit: text(), name: text() })),
  class: flag('Is a lead a class of units?'),
  assignedOn: day(),
  deadline: or(day()),
  deadlineText: or(text()),
  status: oneOf(TASK_STATUSES),
  overdueDays: whole(),
  flags: texts(),
  coverage: list(
    object({ class: text(), named: whole(), total: or(whole('Null: nobody has said how many.')) }),
    'How far each class that leads has been fanned out.',
  ),
};
export const directiveCard = {
  directive: text(),
  title: text(),
  form: oneOf(DIRECTIVE_FORMS),
  number: or(text()),
  issuer: text(),
  issuerName: text(),
  on: day(),
  clauses: whole('How many clauses it has.'),
  inForce: flag(),
  end: or(
    object({ kind: text(), on: day(), by: or(text('The directive that replaces or revokes it; null: not said.')) }),
  ),
};
export const issued = object({
  directiveId: text(),
  form: oneOf(DIRECTIVE_FORMS),
  issuer: text(),
  issuerOffice: or(text()),
  title: text(),
  number: or(text('Number as printed.')),
  on: day(),
  onInferred: flag(),
  issuedOn: or(day()),
  eventOn: or(day()),
  publishedAt: or(text()),
  urgency: or(oneOf(URGENCIES)),
  clauses: list(object({ ref: text(), kind: oneOf(CLAUSE_KINDS), summary: text() })),
  legalBasis: list(
    object({
      directiveId: or(text()),
      number: or(text()),
      title: text(),
      issuerText: or(text()),
      issuedOn: or(day()),
    }),
  ),
  recipients: list(
    object({
      text: text(),
      unit: or(text()),
      office: or(text()),
      person: or(text()),
      purpose: or(oneOf(RECIPIENT_PURPOSES)),
    }),
  ),
  signer: or(object({ person: text(), office: or(text()), authority: or(oneOf(SIGNING_AUTHORITIES)) })),
  chairedBy: or(text()),
});
export const draftCard = {
  draft: text(),
  kind: oneOf(DRAFT_KINDS),
  state: oneOf(DRAFT_STATES, 'As on the date; only a person signs or dismisses.'),
  subject: text('Stream that it is about: a task, a finding or a reporting duty.'),
  on: day('Day as on which it was prepared.'),
  about: list(object({ unit: or(text()), office: or(text()), holder: seat.holder, reason: or(text()) })),
  signs: list(object({ unit: text(), office: or(text('Its head office; null where it has none.')) })),
  to: list(
    object({ unit: or(text()), office: or(text('Null: nobody is above.')), basis: or(oneOf(ESCALATION_BASES)) }),
    'Addressees of an escalation.',
  ),
  deadline: or(day('The date that had passed; of an escalation.')),
  overdueDays: or(whole('Days past it when the draft was prepared.')),
  days: list(day(), 'Days of the figures that a reminder names.'),
  decision: or(object({ office: text(), person: text(), on: day(), text: or(text()), evidence: text() })),
  ground: object({
    event: text('Event on which it stands.'),
    stands: flag('False: it is not signed without being looked at again.'),
    changes: list(object({ what: text(), evidence })),
  }),
  breach: flag('With what is known now it would not have been prepared on its day.'),
  evidence,
};
export const figure = {
  measure: oneOf(MEASURES),
  from: or(day('First day, counted.')),
  to: day('Last day, counted.'),
  cutoffAt: or(instant('UTC instant at which counting stopped.')),
  total: whole(),
  parts: list(object({ name: text(), value: whole() })),
  qualifier: or(oneOf(QUALIFIERS)),
  periodAmbiguous: flag(),
};
export const figureKey: Schema = {
  oneOf: [
    object({ of: oneOf(['cases']), measure: oneOf(MEASURES), periodDays: or(whole('Length; null: any.')) }),
    object({ of: oneOf(['indicator']), name: text(), kind: oneOf(INDICATOR_KINDS), measuredIn: or(text()) }),
  ],
  description: 'Which figure is meant; figures of different keys are never compared or summed.',
};
/** One figure that was owed for one day. */
export const owedDay = {
  day: day('The day of the figure.'),
  due: day(),
  state: oneOf(REPORT_STATES),
  reportedOn: or(day('The day on which it was handed in; of an indicator that says no hour its own day.')),
  reportedAt: or(instant('UTC instant at which it was handed in, where the report says so.')),
  judgedBy: or(oneOf(['hour', 'day'], 'The hour of the duty, or the day where the report says no hour.')),
  report: or(text('Stream of the report or indicator.')),
  evidence,
};
/** An act that by what is known now would be refused as of its own day. */
export const breach = object({
  stream: text(),
  event: text('Event id of the act.'),
  act: text('Its type.'),
  on: day('Its day.'),
  rule: text('Code of the rule that would refuse it; docs/refusals.md says each in words.'),
  evidence: texts('The act, and what was recorded after it that was valid by its day.'),
});
export const mismatchBy = whole('Total minus the sum of the parts, where there are parts.');
/** About the record, not about the world. */
export const recordMeta: Schema = {
  type: 'object',
  description: 'Where the record comes from.',
  properties: {
    source: object({ document: text(), line: whole() }, 'Source document and line.'),
    historical: { type: 'boolean', description: 'True for what was recorded afterwards: it sets nothing off.' },
  },
  additionalProperties: false,
};
export const event = {
  id: text(),
  position: whole('Ordinal.'),
  stream: text(),
  revision: whole(),
  type: text(),
  data: ref('EventData'),
  meta: recordMeta,
  actor: or(text()),
  office: or(text()),
  recordedAt: instant('UTC instant at which it was recorded.'),
  annulled: flag('Out of force by then (R10)?'),
};
/** A record as it is hashed; libs/event-log has the type. */
export const envelope = object({
  ordinal: whole('Place in the whole log, from 1.'),
  v: { type: 'integer', const: 1, description: 'Version of the envelope.' },
  origin: text('The log in which it was first recorded.'),
  stream: text(),
  revision: whole('Place in the stream, from 0.'),
  id: { ...text(), format: 'uuid' },
  type: text('Name of the event.'),
  schema: whole('Version of the payload’s schema.'),
  recordedAt: instant('UTC instant.'),
  actor: or(text()),
  office: or(text()),
  command: text('Command id.'),
  body: text('64 hexadecimal digits that tell this body from another of the same command.'),
  correlation: text(),
  causation: or(text('Event that has set it off.')),
  decidedAt: or(whole('Ordinal at which other streams were read.')),
  data: ref('RecordedEventData'),
  meta: recordMeta,
});
export const answerLine = object({
  capacity: oneOf(CAPACITIES, 'In what way the line answers, most answerable first.'),
  unit: or(text('The unit on whose account the office is in the answer.')),
  office: or(text()),
  holder: seat.holder,
  certainty: seat.certainty,
  basis: oneOf(['stated', 'rule'], '`stated`: the text names the office; `rule`: the rules of who answers do.'),
  since: seat.since,
  until: seat.until,
  reason: or(text('Why there is no office or no holder.')),
  flags: texts(),
  evidence,
});
export const names = object({
  units: record(text(), 'Name by unit id, as on the date.'),
  offices: record(text(), 'Title by office id.'),
  persons: record(text(), 'Name by person id.'),
});

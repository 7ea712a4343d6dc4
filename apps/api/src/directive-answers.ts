import { CHANNELS, CLAUSE_KINDS, RECIPIENT_PURPOSES } from '#domain/directives/directive.js';
import {
  AT,
  day,
  directiveCard,
  evidence,
  flag,
  issued,
  list,
  listOf,
  object,
  oneOf,
  or,
  ref,
  type Schema,
  text,
  texts,
  whole,
} from './answer-parts.js';

const rate = {
  numerator: whole('Of `denominator`.'),
  denominator: whole('As many as are known; see `unknown`.'),
};
const unknown = flag(
  'True where a class was addressed whose members are not all known: more were addressed than counted.',
);
const classes = list(
  object({ class: text(), members: whole('Members known.'), total: or(whole('Null: nobody has said how many.')) }),
);
const line = object({
  unit: text(),
  name: text(),
  office: or(text()),
  class: or(text('The class that was addressed, of which this is a member.')),
  purpose: or(oneOf(RECIPIENT_PURPOSES)),
  distributedOn: day('The first day on which it was sent to it.'),
  channel: or(oneOf(CHANNELS)),
  acknowledgedOn: or(day()),
  acknowledgedBy: or(text()),
  acknowledgedByPerson: or(text()),
  days: whole('Whole days from the distribution to the acknowledgement, or to `asOf` while there is none.'),
  evidence,
});
const pair = object({ higher: text('Clause.'), lower: or(text('Clause.')) });
const { clauses: _, ...cardWithoutClauses } = directiveCard;
const lower = {
  ...cardWithoutClauses,
  takesUp: list(pair, 'None: as a whole.'),
  evidence,
  ...rate,
  unknown,
  lower: list(ref('LowerDirective')),
};
const cited = {
  directiveId: or(text()),
  number: or(text('As printed.')),
  title: text(),
  issuerText: or(text()),
  issuedOn: or(day()),
};
const clauseText = { ref: text(), kind: oneOf(CLAUSE_KINDS), summary: text() };
const since = {
  since: day('Since when it has this text.'),
  by: or(text('The directive that gave it; null: as issued.')),
};
const numbered = object({
  directive: text(),
  number: whole(),
  printed: text('As printed.'),
  written: text('As Nghị định 30/2020/NĐ-CP writes it.'),
  on: or(day('Null: the number was entered, and its directive is not on record.')),
  evidence: text(),
});
const graph = {
  ...directiveCard,
  standsOn: list(ref('LegalBasisNode'), 'Căn cứ, upwards.'),
  stoodOnBy: list(ref('StandingDirective'), 'What stands on it, downwards.'),
};

/** Answers about directives. */
export const DIRECTIVE_ANSWERS: Readonly<Record<string, Schema>> = {
  DirectiveCard: object(directiveCard),
  DirectiveList: listOf('DirectiveCard'),
  DirectivePage: object({
    ...AT,
    ...directiveCard,
    issued,
    text: list(
      object({ ...clauseText, ...since, tasks: texts('Ids of its tasks.'), evidence: text() }),
      'The text in force on the date.',
    ),
    removed: list(
      object({ ref: text(), summary: text(), on: day(), by: text(), tasks: texts(), evidence: text() }),
      'Clauses that an amendment took out; their tasks stand until the issuer withdraws them.',
    ),
    tasks: texts('Ids of the tasks that it has made.'),
  }),
  Acknowledgements: object({
    directive: text(),
    ...AT,
    lines: list(line),
    ...rate,
    unknown,
    classes,
    persons: texts('Persons to whom it was sent; no clock runs for them.'),
    notDistributed: texts('Lines of "nơi nhận" to which no distribution is recorded.'),
  }),
  UnreadDirectives: object({ unit: text(), ...AT, ...rate, unread: list(object({ ...directiveCard, line })) }),
  LowerDirective: object(lower),
  DirectiveCascade: object({
    directive: text(),
    ...AT,
    takesUp: list(object({ higher: text(), title: text(), clauses: list(pair), evidence: text() })),
    lower: list(ref('LowerDirective')),
    ...rate,
    unknown,
    classes,
    units: list(
      object({ unit: text(), name: text(), class: or(text()), takenUpBy: texts('Directives of its own that do.') }),
    ),
    notTakenUp: texts('Units that were to carry it out and have issued nothing that takes it up, by the record.'),
    clauses: list(
      object({
        ref: text(),
        summary: text(),
        takenUpBy: list(object({ directive: text(), clause: or(text()) })),
        ...rate,
      }),
    ),
  }),
  LegalBasisNode: object({ ...cited, document: or(ref('DirectiveCard')), standsOn: list(ref('LegalBasisNode')) }),
  StandingDirective: object({
    ...directiveCard,
    byNumberOnly: flag('It cites the number, and does not say that this document of that number is meant.'),
    stoodOnBy: list(ref('StandingDirective')),
  }),
  LegalBasisGraph: object({
    ...AT,
    documents: list(object(graph), 'The directive; of a number every document that bears it, whoever issued it.'),
    citing: list(
      object({ ...directiveCard, cited: list(object(cited)) }),
      'Directives that cite the number without naming a document on record.',
    ),
  }),
  DirectivesInForce: object({
    ...AT,
    judgedOn: day('The date of the act: that of the finding, else `asOf`.'),
    inForce: list(
      object({ ...directiveCard, text: list(object({ ...clauseText, ...since, evidence: text() })), evidence }),
    ),
    reason: or(oneOf(['not-yet-issued', 'revoked', 'superseded', 'no-directive-named'], 'Why there is none.')),
    chain: list(ref('DirectiveCard'), 'The whole chain of supersessions, oldest first.'),
  }),
  NumberRegisterCard: object({ issuer: text(), issuerName: text(), numbers: whole('Numbers on record.') }),
  NumberRegisterList: listOf('NumberRegisterCard'),
  NumberRegister: object({
    issuer: text(),
    ...AT,
    series: list(
      object({
        type: text('Kind of document as abbreviated: CT, TB, NQ.'),
        series: text('Year or party term in which the numbers count.'),
        numerator: whole('Numbers on record.'),
        denominator: whole('The highest of them.'),
        missing: list(object({ from: whole(), to: whole() }), 'Not on record; that is not "never given".'),
        entries: list(numbered),
      }),
    ),
    duplicates: list(
      object({ type: text(), number: whole(), year: text(), entries: list(numbered) }),
      'One number of one type that is on record more than once in a year, in whatever spelling or series.',
    ),
    withoutNumber: texts('Directives of the issuer without a number.'),
    unreadable: list(object({ directive: text(), printed: text() }), 'Numbers of no known form.'),
  }),
};

import { COMMENDATION_FORMS, CRITICISM_FORMS } from '#domain/recognition/ladder.js';
import { RECOGNITION_KINDS } from '#domain/recognition/recognition.js';
import { LINES } from '#domain/organisation/unit.js';
import { day, flag, list, listOf, object, oneOf, or, type Schema, text, texts, whole } from './answer-parts.js';

const form = object({
  code: oneOf([...COMMENDATION_FORMS, ...CRITICISM_FORMS]),
  vi: text(),
  en: text(),
  level: whole('Rank within its ladder, from 1, the lightest; ladders of the party and of the state do not compare.'),
  basis: text(),
  to: list(oneOf(['collective', 'person'])),
  lines: list(oneOf(LINES), 'Lines of the bodies that use it; none: any.'),
  from: or(oneOf(['commune', 'district', 'province', 'central'], 'Lowest level of a body that uses it; null: any.')),
  discipline: flag('Is it discipline (kỷ luật)?'),
});

/** Answers about praise and criticism. */
export const RECOGNITION_ANSWERS: Readonly<Record<string, Schema>> = {
  RecognitionCard: object({
    recognition: text(),
    kind: oneOf(RECOGNITION_KINDS),
    form: or(oneOf([...COMMENDATION_FORMS, ...CRITICISM_FORMS])),
    formText: or(text()),
    discipline: flag(),
    by: text(),
    byName: text(),
    byOffice: or(text()),
    onBehalfOf: or(text()),
    unit: or(text()),
    person: or(text()),
    directiveId: or(text()),
    document: or(text('As cited, where it is not on record.')),
    tasks: texts(),
    findings: texts(),
    reason: text(),
    on: day(),
    referredTo: or(object({ to: or(text()), toText: text() })),
    flags: texts('`form-of-another-line`, `form-of-a-higher-level`: by a table that a lawyer has to check.'),
    evidence: text(),
  }),
  RecognitionList: listOf('RecognitionCard'),
  RecognitionForms: object({
    toBeCheckedByALawyer: flag(),
    commendations: list(form),
    criticisms: list(form),
  }),
};

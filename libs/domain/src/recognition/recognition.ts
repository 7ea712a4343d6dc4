import type { CivilDate } from '../civil-date.js';
import { type Decider, type Mention, type NewFact, streamOf } from '../decider.js';
import type { DirectiveId } from '../directives/directive.js';
import { type CommendationForm, type CriticismForm, formOf } from './ladder.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';

/**
 * Biểu dương, khen thưởng; phê bình, xử lý; chuyển hồ sơ vi phạm. Somebody said it in a document or on an occasion, and
 * somebody recorded that: the software makes none of these of a status, a count or a date.
 */
interface Said {
  recognitionId: string;
  /** The body that says it, and the office if a single one does. */
  by: UnitId;
  byOffice: OfficeId | null;
  /** In whose name, where that is another body: the president of the party's committee for the committee. */
  onBehalfOf: UnitId | null;
  /** Of a collective, or of a person; one of the two. A person may be named with the unit in which they were meant. */
  unit: UnitId | null;
  person: PersonId | null;
  /** The document on record, and the document as cited where it is not. */
  directiveId: DirectiveId | null;
  document: string | null;
  /** For which tasks and findings. */
  tasks: string[];
  findings: string[];
  /** The source's words, or why in one's own. */
  reason: string;
  on: CivilDate;
}

export type RecognitionEvents = {
  CommendationIssued: Said & { form: CommendationForm };
  CriticismIssued: Said & { form: CriticismForm };
  /** A violation is handed to a body that decides on it (Ủy ban Kiểm tra, Thanh tra, cơ quan điều tra). No judgement. */
  ViolationReferred: Said & { to: UnitId | null; toText: string };
};

export type RecognitionKind = 'commendation' | 'criticism' | 'referral';
export const RECOGNITION_KINDS: readonly RecognitionKind[] = ['commendation', 'criticism', 'referral'];

export interface Recognition {
  id: string;
  kind: RecognitionKind;
  /** Null for a referral: it is no form of either ladder. */
  form: CommendationForm | CriticismForm | null;
  said: Said;
  referredTo: { to: UnitId | null; toText: string } | null;
  at: EventRef;
}

export const recognition: Decider<Recognition | null, RecognitionEvents> = {
  category: 'recognition',
  initial: null,
  evolve: {
    CommendationIssued: (_, { form, ...said }, at) => {
      return { id: said.recognitionId, kind: 'commendation', form, said, referredTo: null, at };
    },
    CriticismIssued: (_, { form, ...said }, at) => {
      return { id: said.recognitionId, kind: 'criticism', form, said, referredTo: null, at };
    },
    ViolationReferred: (_, { to, toText, ...said }, at) => {
      return { id: said.recognitionId, kind: 'referral', form: null, said, referredTo: { to, toText }, at };
    },
  },
  mentions: {
    CommendationIssued: saidOf,
    CriticismIssued: saidOf,
    ViolationReferred: (e) => [...saidOf(e), ...named('referred-to', 'unit', e.to)],
  },
};

function saidOf(e: Said): Mention[] {
  return [
    ...named('recognises', 'unit', e.unit),
    ...named('recognises', 'person', e.person),
    ...named('recognised-by', 'unit', e.by, e.onBehalfOf),
    ...named('recognised-by', 'office', e.byOffice),
    ...named('recognised-in', 'directive', e.directiveId),
    ...named('recognised-for', 'task', ...e.tasks),
    ...named('recognised-for', 'finding', ...e.findings),
  ];
}

function named(role: string, category: string, ...ids: (string | null)[]): Mention[] {
  return ids.flatMap((id) => (id === null ? [] : [[role, streamOf(category, id)] as const]));
}

/** Records what was said. Who may say it of whom is asked of other streams by `recognition-rules.ts`. */
export function recognise(state: Recognition | null, fact: NewFact<RecognitionEvents>): NewFact<RecognitionEvents>[] {
  const { recognitionId, unit, person } = fact.data;
  if (state) throw new RuleViolation('recognition-already-recorded', recognitionId);
  if (unit === null && person === null) throw new RuleViolation('recognises-nobody', recognitionId);
  if (fact.type !== 'ViolationReferred') {
    const to = person === null ? 'collective' : 'person';
    if (!formOf(fact.data.form).to.includes(to))
      throw new RuleViolation('form-is-not-for-it', `${recognitionId} ${fact.data.form}`);
  }
  return [fact];
}

import { mentionsOf } from '#domain/aggregates.js';
import type { CivilDate } from '#domain/civil-date.js';
import { FactBase, Facts } from '#domain/facts.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import type { LoggedEvent } from '#event-log/event-log.js';
import { upcast } from '#event-log/upcast.js';
import { namedWhoAnswers, withIds } from '#read-models/accountability.js';
import { directiveAnswer } from '#read-models/directive-page.js';
import { personAnswer } from '#read-models/person-page.js';
import { unitAnswer } from '#read-models/unit-page.js';
import type { Bundle, BundledEvent, BundleQuestion } from './bundle-format.js';
import { recordedIn } from './period-record.js';

/** What a bundle may be about beside a period. */
export type BundleSubject = Exclude<BundleQuestion['for'], 'period'>;

/** How each question is answered, by the functions with which the API answers it, and where. Null: not on record. */
const QUESTIONS: Readonly<
  Record<
    BundleSubject,
    { answer: (facts: Facts, id: string, asOf: CivilDate) => object | null; path: (id: string) => string }
  >
> = {
  task: {
    answer: (facts, id, asOf) => {
      const found = namedWhoAnswers(facts, id, asOf);
      return found && { ...found, status: withIds(found.status), incomplete: [] };
    },
    path: (id) => `/tasks/${id}/who-answers`,
  },
  person: { answer: dated(personAnswer), path: (id) => `/persons/${id}` },
  unit: { answer: dated(unitAnswer), path: (id) => `/units/${id}` },
  directive: { answer: dated(directiveAnswer), path: (id) => `/directives/${id}` },
};

function dated(answer: (facts: Facts, id: string, asOf: CivilDate) => object | null) {
  return (facts: Facts, id: string, asOf: CivilDate): object | null => {
    const found = answer(facts, id, asOf);
    return found && { asOf, knownAt: facts.knownAt, ...found };
  };
}

/** Asks what a bundle is about. Null: not on record. */
export function answerOf(facts: Facts, of: BundleSubject, id: string, asOf: CivilDate): object | null {
  return QUESTIONS[of].answer(facts, id, asOf);
}

/** Where the API gives the same answer. */
export function pathOf(of: BundleSubject, id: string): string {
  return QUESTIONS[of].path(encodeURIComponent(id));
}

/**
 * The answer of a bundle, made anew of its events and nothing else: whoever holds the bundle needs to believe nobody about
 * who answers. The same text as `bundle.answer` if that is what the events say.
 */
export function recomputedAnswer({ manifest, events }: Pick<Bundle, 'manifest' | 'events'>): string {
  const { question, chosen } = manifest;
  if (question.for === 'period') return textOf(recordedIn(question, chosen, events.map(loggedOf)));
  return textOf(answerOf(factsOf(events, question.knownAt), question.for, question.id, question.asOf));
}

/** An answer as the API writes it. */
export function textOf(answer: object | null): string {
  return JSON.stringify(answer);
}

/** The event that a leaf is of. */
export function loggedOf({ leaf }: Pick<BundledEvent, 'leaf'>): LoggedEvent {
  const { ordinal, ...envelope } = JSON.parse(Buffer.from(leaf).toString('utf8')) as LoggedEvent & { ordinal: number };
  return { ...envelope, ordinal: BigInt(ordinal) };
}

/** The events of a bundle as the domain sees them, known at an ordinal. */
export function factsOf(events: readonly BundledEvent[], knownAt: number): Facts {
  const base = new FactBase(mentionsOf);
  for (const event of events) base.add(factOf(loggedOf(event)));
  return new Facts(base.at(knownAt));
}

function factOf(event: LoggedEvent): RecordedFact {
  const { id, stream, type, data, ordinal } = upcast(event);
  return { id, stream, type, data: data as object, ordinal: Number(ordinal) };
}

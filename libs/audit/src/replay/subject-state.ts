import { aggregateOf, AGGREGATES, type Category } from '#domain/aggregates.js';
import type { CivilDate } from '#domain/civil-date.js';
import { categoryOf, idOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { whoAnswers } from '#domain/tasks/who-answers.js';
import type { Json } from '#event-log/json.js';
import { directiveAnswer } from '#read-models/directive-page.js';
import { inspectionAnswer } from '#read-models/inspection-page.js';
import { officeAnswer } from '#read-models/office-holders.js';
import { personAnswer } from '#read-models/person-page.js';
import { unitAnswer } from '#read-models/unit-page.js';

/** How a thing stands, as facts tell it on a date; null where it is not known. */
type State = (facts: Facts, id: string, asOf: CivilDate) => object | null;

/** The answers of the pages, by the category of the stream: the same functions, so that a step shows what the page shows. */
const STATES: { readonly [C in Category]?: State } = {
  task: (facts, id, asOf) => {
    const answer = whoAnswers(facts, id, asOf);
    if (!answer) return null;
    const { status, lines, answersTo, coverage } = answer;
    const { status: word, evidence, ...rest } = status;
    const told = { status: word, ...rest, evidence: evidence.map((ref) => ref.id) };
    return { status: told, lines, answersTo, coverage };
  },
  unit: unitAnswer,
  office: officeAnswer,
  person: personAnswer,
  directive: directiveAnswer,
  inspection: inspectionAnswer,
};

/**
 * The state of what a stream is about. A thing that has no page is told by its dated facts, as they fold; one that cannot
 * be read has no state.
 */
export function stateOf(facts: Facts, stream: string, asOf: CivilDate): Json {
  const category = categoryOf(stream);
  if (!Object.hasOwn(AGGREGATES, category)) return null;
  const state = STATES[category as Category];
  const told = state ? state(facts, idOf(stream), asOf) : facts.of(aggregateOf(stream), idOf(stream));
  return plain(told);
}

/** As it goes out: what an answer leaves out is left out here too. */
function plain(state: unknown): Json {
  return state === null || state === undefined ? null : (JSON.parse(JSON.stringify(state)) as Json);
}

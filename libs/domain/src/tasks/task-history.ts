import type { CivilDate } from '../civil-date.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { annulledIn } from '../fold.js';
import { nameOn } from '../organisation/unit.js';
import type { RecordedFact } from '../recorded-fact.js';
import { type InWords, type Namer, TASK_HISTORY } from './task-history-words.js';

export interface HistoryEntry {
  /** The day that it is about; an entry of an annulment, the day of the signature. */
  on: CivilDate;
  type: string;
  words: InWords;
  /** The task in whose record it stands: the class task for what was decided of all members. */
  task: string;
  /** Out of force by then (R10)? Shown, and said to be. */
  annulled: boolean;
  evidence: string;
}

/**
 * The history of a task in words, in the order in which it was recorded, up to `asOf`; a member's begins with that of its
 * class task. Null: no such task is known.
 */
export function taskHistory(facts: Facts, id: string, asOf: CivilDate): HistoryEntry[] | null {
  const parent = facts.task(id)?.parent ?? null;
  if (!facts.task(id)) return null;
  const entries = [...(parent === null ? [] : entriesOf(facts, parent)), ...entriesOf(facts, id)];
  return entries
    .filter(({ on }) => on <= asOf)
    .sort((a, b) => a.ordinal - b.ordinal)
    .map(({ ordinal: _, ...entry }) => entry);
}

/** What an event on a task, or an annulment anywhere, says in words; null: there are none for an event of its type. */
export function eventInWords(facts: Facts, fact: RecordedFact): InWords | null {
  if (!isOfHistory(fact.type)) return null;
  const { on } = fact.data as { on: CivilDate };
  return inWords(fact, namer(facts, on));
}

function entriesOf(facts: Facts, id: string): (HistoryEntry & { ordinal: number })[] {
  const stream = facts.streamFacts(streamOf('task', id));
  const annulled = annulledIn(stream);
  return stream.flatMap((fact) => {
    const words = eventInWords(facts, fact);
    if (!words) return [];
    const { on } = fact.data as { on: CivilDate };
    const { type, ordinal } = fact;
    return [{ on, type, words, task: idOf(fact.stream), annulled: annulled.has(fact.id), evidence: fact.id, ordinal }];
  });
}

function isOfHistory(type: string): type is keyof typeof TASK_HISTORY {
  return Object.hasOwn(TASK_HISTORY, type);
}

function inWords(fact: RecordedFact, name: Namer): InWords {
  const words = TASK_HISTORY as Readonly<Record<string, (data: object, name: Namer) => InWords>>;
  const say = words[fact.type];
  if (!say) throw new Error(`no words for ${fact.type}`);
  return say(fact.data, name);
}

function namer(facts: Facts, on: CivilDate): Namer {
  return {
    unit: (id) => {
      const unit = facts.unit(id);
      return unit ? nameOn(unit, on) : id;
    },
    person: (id) => facts.person(id)?.name ?? id,
  };
}

import type { CivilDate } from './civil-date.js';
import type { Decider, EventMap } from './decider.js';
import type { RecordedFact } from './recorded-fact.js';

/** R10: corrections of the record itself. Both events stand in the stream of the event that they are about. */
export type RecordEvents = {
  AnnulmentProposed: AnnulmentSignature & { reason: string };
  RecordAnnulled: AnnulmentSignature & { proposal: string; reason: string };
};

export interface AnnulmentSignature {
  /** Id of the event that is to be taken out of later answers. */
  target: string;
  /** Office in which the person signs, and the person who holds it on that day. */
  office: string;
  person: string;
  on: CivilDate;
}

const RECORD_EVENTS: Readonly<Record<keyof RecordEvents, true>> = { AnnulmentProposed: true, RecordAnnulled: true };

export function isRecordEvent(type: string): type is keyof RecordEvents {
  return Object.hasOwn(RECORD_EVENTS, type);
}

/** Ids of the events that are out of force. An annulment that is itself annulled counts for nothing. */
export function annulledIn(facts: readonly RecordedFact[]): ReadonlySet<string> {
  const annulled = new Set<string>();
  for (const fact of [...facts].reverse()) {
    if (fact.type === 'RecordAnnulled' && !annulled.has(fact.id))
      annulled.add((fact.data as { target: string }).target);
  }
  return annulled;
}

/** The events in force, without the record events. */
export function standing(facts: readonly RecordedFact[]): RecordedFact[] {
  const annulled = annulledIn(facts);
  return facts.filter((fact) => !annulled.has(fact.id) && !isRecordEvent(fact.type));
}

/** Folds the events in force. An event of a type that the aggregate does not know is a fault of the log, never skipped. */
export function fold<S, E extends EventMap>(
  decider: Decider<S, E>,
  facts: readonly RecordedFact[],
  seed: S = decider.initial,
): S {
  let state = seed;
  for (const fact of standing(facts)) {
    const evolve = Object.hasOwn(decider.evolve, fact.type) ? decider.evolve[fact.type as keyof E] : undefined;
    if (!evolve) throw new Error(`${fact.stream}: the aggregate ${decider.category} has no event ${fact.type}`);
    state = evolve(state, fact.data as E[keyof E], { id: fact.id, ordinal: fact.ordinal });
  }
  return state;
}

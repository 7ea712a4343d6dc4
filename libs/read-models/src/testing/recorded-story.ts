import { v5 as uuidv5 } from 'uuid';
import type { RecordedFact } from '#domain/recorded-fact.js';
import type { Story } from '#domain/testing/story.js';
import type { Envelope, EventLog } from '#event-log/event-log.js';
import type { Json } from '#event-log/json.js';

const NAMESPACE = '7d0b6a1e-4a53-5d0e-8f1c-3a7c5e0d9b42';

/** Id under which an event of a story (`e7`) stands in a log. */
export function loggedId(storyId: string): string {
  return uuidv5(storyId, NAMESPACE);
}

/** The facts of a story with the ids that they have in a log: to compare answers with. */
export function loggedFacts(story: Story): RecordedFact[] {
  return story.events.map(logged);
}

function logged(fact: RecordedFact): RecordedFact {
  return { ...fact, id: loggedId(fact.id), data: withLoggedIds(fact.data) as object };
}

export interface RecordOptions {
  /** First ordinal of the story that is not in the log yet. */
  from?: number;
  /** Instant at which the event of an ordinal was recorded. */
  recordedAt?: (ordinal: number) => string;
}

/** Appends a story to a log in its order, so that ordinals are the same in both. */
export async function recordStory(log: EventLog, story: Story, options: RecordOptions = {}): Promise<void> {
  const { from = 1, recordedAt = instantOf } = options;
  const revisions = new Map<string, number>();
  for (const told of story.events) {
    const revision = revisions.get(told.stream) ?? 0;
    revisions.set(told.stream, revision + 1);
    if (told.ordinal < from) continue;
    const fact = logged(told);
    await log.append(
      fact.stream,
      [envelopeOf(fact, revision, recordedAt(fact.ordinal))],
      revision === 0 ? 'new' : revision - 1,
    );
  }
}

/** One second an event. */
export function instantOf(ordinal: number): string {
  return new Date(Date.UTC(2026, 0, 1) + ordinal * 1000).toISOString();
}

export function envelopeOf(fact: RecordedFact, revision: number, recordedAt: string): Envelope {
  return {
    v: 1,
    origin: 'mẫu',
    stream: fact.stream,
    revision,
    id: fact.id,
    type: fact.type,
    schema: 1,
    recordedAt,
    actor: null,
    office: null,
    command: fact.id,
    body: '0'.repeat(64),
    correlation: fact.id,
    causation: null,
    decidedAt: null,
    data: fact.data as Json,
    meta: {},
  };
}

/** Events name each other by id: annulments their target, verdicts their report. */
function withLoggedIds(value: unknown): unknown {
  if (typeof value === 'string') return /^e\d+$/.test(value) ? loggedId(value) : value;
  if (Array.isArray(value)) return value.map(withLoggedIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withLoggedIds(part)]));
}

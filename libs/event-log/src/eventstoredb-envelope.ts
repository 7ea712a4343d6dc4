import { createHash } from 'node:crypto';
import { jsonEvent, type EventData, type Position, type RecordedEvent } from '@kurrent/kurrentdb-client';
import { type Envelope, IllegalEvent } from './event-log.js';
import { canonical } from './legal-json.js';

/** One of our events as it stands in the store, with what the index keeps of it. */
export interface FoundEvent {
  readonly envelope: Envelope;
  /** SHA-256 of the canonical envelope. */
  readonly digest: Buffer;
}

/** One of our events in `$all`. */
export interface PlacedEvent extends FoundEvent {
  /** Place in `$all`: sparse and opaque. It stays inside the adapter. */
  readonly position: Position;
}

/** The event as the client sends it: the whole envelope is its data, under the envelope's id and type. */
export function storeEvent(canonicalEnvelope: string): EventData {
  // Parsed anew, so that nobody can change it between the check and the sending.
  const envelope = JSON.parse(canonicalEnvelope) as Envelope;
  return jsonEvent({ id: envelope.id, type: envelope.type, data: { ...envelope } });
}

export function digestOf(canonicalEnvelope: string): Buffer {
  return createHash('sha256').update(canonicalEnvelope).digest();
}

/**
 * Null if the event is not one that this log has written: another program may write into our streams, and such an event
 * has no ordinal. The rule looks at the event alone, so every process counts alike.
 */
export function foundEvent(prefix: string, recorded: RecordedEvent): FoundEvent | null {
  const envelope: unknown = recorded.data;
  if (!recorded.isJson || !isEnvelope(envelope)) return null;
  if (envelope.id !== recorded.id || envelope.type !== recorded.type) return null;
  if (prefix + envelope.stream !== recorded.streamId || BigInt(envelope.revision) !== recorded.revision) return null;
  try {
    return { envelope, digest: digestOf(canonical(envelope, 'event', FAR_DEEPER_THAN_OURS)) };
  } catch (error) {
    if (error instanceof IllegalEvent) return null;
    throw error;
  }
}

/** Not the limit of an append, which may change: what was counted once must be counted ever after. */
const FAR_DEEPER_THAN_OURS = 1_000;

function isEnvelope(value: unknown): value is Envelope {
  if (typeof value !== 'object' || value === null) return false;
  const { v, stream, revision, id, type } = value as Partial<Record<keyof Envelope, unknown>>;
  return v === 1 && Number.isSafeInteger(revision) && [stream, id, type].every((text) => typeof text === 'string');
}

import type { Json } from './json.js';
import type { LoggedEvent } from './event-log.js';

/** The beginning of a stream, as it was read. What is recorded never changes, so it is good for ever. */
export interface KnownBeginning {
  /** Frozen through and through: every reader gets the same objects. */
  readonly events: readonly LoggedEvent[];
  /** Canonical text of the last of them, by which the store's own is recognised. */
  readonly lastText: string;
  /** Characters of canonical text. */
  readonly size: number;
}

/** A stream shorter than this is read as quickly as it is compared. */
const WORTH_KEEPING = 8;
/** Streams that were loaded once and are kept if they are loaded again: reading through a whole log keeps nothing. */
const REMEMBERED = 10_000;

/**
 * Streams that are loaded again and again, the least lately used dropped first once there are more than `capacity`
 * characters. A command loads its whole stream; with this it is sent and parsed once and after that only what is new.
 */
export class StreamCache {
  private readonly kept = new Map<string, KnownBeginning>();
  private readonly loadedOnce = new Set<string>();
  private size = 0;

  /** @param capacity characters of canonical text in all; parsed they take about three times as much memory */
  constructor(private readonly capacity: number) {}

  find(stream: string): KnownBeginning | undefined {
    const found = this.kept.get(stream);
    if (found) {
      this.kept.delete(stream);
      this.kept.set(stream, found);
    }
    return found;
  }

  /** Takes what was loaded, if the stream is long enough and was loaded before. */
  keep(stream: string, events: readonly LoggedEvent[], lastText: string, size: number): void {
    if (events.length < WORTH_KEEPING || size > this.capacity / 4) return;
    if (!this.kept.has(stream) && !this.loadedOnce.has(stream)) {
      if (this.loadedOnce.size >= REMEMBERED) this.loadedOnce.clear();
      this.loadedOnce.add(stream);
      return;
    }
    this.drop(stream);
    this.loadedOnce.delete(stream);
    for (const event of events) freeze(event);
    this.kept.set(stream, { events, lastText, size });
    this.size += size;
    for (const oldest of this.kept.keys()) {
      if (this.size <= this.capacity) break;
      this.drop(oldest);
    }
  }

  drop(stream: string): void {
    const found = this.kept.get(stream);
    if (!found) return;
    this.kept.delete(stream);
    this.size -= found.size;
  }
}

function freeze(event: LoggedEvent): void {
  if (Object.isFrozen(event)) return;
  freezeJson(event.data);
  freezeJson(event.meta);
  Object.freeze(event);
}

function freezeJson(value: Json): void {
  if (typeof value !== 'object' || value === null) return;
  for (const part of Object.values(value)) freezeJson(part);
  Object.freeze(value);
}

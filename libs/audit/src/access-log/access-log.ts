import { createHash, randomUUID } from 'node:crypto';
import canonicalize from 'canonicalize';
import { v5 as uuidv5 } from 'uuid';
import type { Envelope, EventLog } from '#event-log/event-log.js';
import type { Json } from '#event-log/json.js';
import {
  type AccessedBy,
  type AccessEvents,
  type AccessKind,
  type AccessRecorder,
  AccessUnrecorded,
} from './access-recorder.js';

interface Waiting {
  readonly kind: AccessKind;
  readonly by: AccessedBy;
  readonly data: Json;
  readonly settle: (error?: AccessUnrecorded) => void;
}

/** Entries of one append at most; with texts cut as below they stay far under what an append may hold. */
const BATCH = 50;
/** Entries that may wait; a store that does not keep up refuses, it does not fill the memory. */
const MOST_WAITING = 5_000;
const MOST_CHARACTERS = 300;
const MOST_SUBJECTS = 20;
const IN_VIET_NAM_MS = 7 * 3_600_000;

/**
 * Writes the access log: an event log of its own, so it has the same order, grants and tree as the first. Many entries
 * that come at once are one append. Each process writes streams of its own, one a day (`access-2026-11-24.WRITER`): no
 * two writers ever meet, so nothing has to be read before it is written.
 */
export class AccessLog implements AccessRecorder {
  private readonly waiting: Waiting[] = [];
  private running = false;
  private writer = randomUUID();
  private day = '';
  private revision = -1;

  constructor(
    private readonly log: EventLog,
    private readonly now: () => Date = () => new Date(),
    private readonly origin = 'trachnhiem/access',
  ) {}

  record<K extends AccessKind>(kind: K, by: AccessedBy, what: AccessEvents[K]): Promise<void> {
    if (this.waiting.length >= MOST_WAITING) return Promise.reject(new AccessUnrecorded());
    return new Promise((resolve, reject) => {
      const settle = (error?: AccessUnrecorded) => (error ? reject(error) : resolve());
      this.waiting.push({ kind, by: cut(by), data: cut(what), settle });
      if (!this.running) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.running = true;
    // What comes in the same turn of the event loop shares the append.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, BATCH);
      const error = await this.append(batch).catch((cause: unknown) => new AccessUnrecorded({ cause }));
      for (const { settle } of batch) settle(error);
    }
    this.running = false;
  }

  private async append(batch: readonly Waiting[]): Promise<undefined> {
    const now = this.now();
    const day = new Date(now.getTime() + IN_VIET_NAM_MS).toISOString().slice(0, 10);
    if (day !== this.day) [this.day, this.revision] = [day, -1];
    const stream = `access-${day}.${this.writer}`;
    const first = this.revision + 1;
    const recordedAt = now.toISOString();
    const events = batch.map((entry, i) => this.envelope(entry, stream, first + i, recordedAt));
    try {
      await this.log.append(stream, events, first === 0 ? 'new' : this.revision);
      this.revision += events.length;
    } catch (error) {
      // Whether it was taken is not known: a stream of a new name cannot run into it.
      [this.writer, this.day] = [randomUUID(), ''];
      throw error;
    }
  }

  private envelope({ kind, by, data }: Waiting, stream: string, revision: number, recordedAt: string): Envelope {
    const command = randomUUID();
    return {
      v: 1,
      origin: this.origin,
      stream,
      revision,
      id: uuidv5(`${stream} ${revision}`, command),
      type: kind,
      schema: 1,
      recordedAt,
      actor: by.actor,
      office: by.office,
      command,
      body: createHash('sha256')
        .update(canonicalize({ kind, data }) ?? '')
        .digest('hex'),
      correlation: command,
      causation: null,
      decidedAt: null,
      data,
      meta: {},
    };
  }
}

/** Texts of a request as the log can hold them, and no longer than they need to be. */
function cut<T>(value: T): T & Json {
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'string')
      return part.toWellFormed().replaceAll('\0', '').slice(0, MOST_CHARACTERS).toWellFormed();
    return Array.isArray(part) ? part.slice(0, MOST_SUBJECTS) : part;
  });
  return JSON.parse(text) as T & Json;
}

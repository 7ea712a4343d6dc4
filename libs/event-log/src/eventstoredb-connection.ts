import {
  ErrorType,
  KurrentDBClient,
  START,
  WrongExpectedVersionError,
  isCommandError,
  streamNameFilter,
  type AllStreamRecordedEvent,
  type EventData,
  type Position,
  type ReadRevision,
  type RecordedEvent,
} from '@kurrent/kurrentdb-client';
import { LogUnavailable } from './event-log.js';
import { Slots, collect, sleep, timed } from './eventstoredb-time.js';

export interface ConnectionSettings {
  /** `esdb://…` or `kurrentdb://…`, also with `+discover`. */
  readonly url: string;
  /** Streams that are ours begin so. */
  readonly prefix: string;
  /** Milliseconds that one call may take with all its attempts. */
  readonly patienceMs: number;
  /** Milliseconds of silence after which an attempt is given up. */
  readonly silenceMs: number;
}

/** The store has the stream at another revision; null if it has no such stream. */
export class StoreRefusedRevision extends Error {
  constructor(
    readonly actual: number | null,
    /** An earlier attempt of the same append has not been answered: it may be what moved the stream. */
    readonly afterUnclearAttempt: boolean,
  ) {
    super('wrong expected version');
  }
}

/** The store takes less in one append than this one holds. */
export class StoreRefusedSize extends Error {}

/**
 * Calls to the store that always end. The client's own deadlines do not hold (an append to a silent server waits for
 * ever) and after a lost connection parts of it stay broken, so every attempt is timed here, and after one that failed
 * without a clear answer the client is thrown away and a new one made. Appends may be repeated safely: they carry their
 * event ids and an exact revision.
 */
export class EventStoreConnection {
  private client: KurrentDBClient | undefined;
  private readonly appends = new Slots(MAX_APPENDS_AT_ONCE);
  private closed = false;

  constructor(private readonly settings: ConnectionSettings) {
    // Fails now, not at the first call, if the URL cannot be understood.
    newClient(settings.url);
  }

  /**
   * @param expected -1n if there must be no such stream
   * @throws {StoreRefusedRevision} {@link StoreRefusedSize} {LogUnavailable}
   */
  async append(stream: string, events: EventData[], expected: bigint): Promise<void> {
    const streamState = expected < 0n ? 'no_stream' : expected;
    let unclear = false;
    const until = Date.now() + this.settings.patienceMs;
    const free = await this.appends.take(this.settings.patienceMs);
    if (!free) throw new LogUnavailable('the event store does not keep up: too many appends are waiting');
    try {
      await this.persist(until, async (client) => {
        try {
          const options = { streamState, requiresLeader: true } as const;
          await timed(client.appendToStream(this.settings.prefix + stream, events, options), this.settings.silenceMs);
        } catch (error) {
          if (error instanceof WrongExpectedVersionError) {
            const actual = error.actualState === 'no_stream' ? null : Number(error.actualState);
            throw new StoreRefusedRevision(actual, unclear);
          }
          if (typeOf(error) === ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED) throw new StoreRefusedSize();
          unclear = true;
          throw error;
        }
      });
    } finally {
      free();
    }
  }

  /** Events of a stream in reading order, at most `count`; empty if there is no such stream. */
  async readStream(stream: string, from: ReadRevision, backward: boolean, count: number): Promise<RecordedEvent[]> {
    const direction = backward ? 'backwards' : 'forwards';
    return this.persist(Date.now() + this.settings.patienceMs, async (client) => {
      const name = this.settings.prefix + stream;
      const options = { fromRevision: from, direction, maxCount: count, requiresLeader: true } as const;
      try {
        return await collect(client.readStream(name, options), this.settings.silenceMs, ({ event }) => event);
      } catch (error) {
        if (typeOf(error) === ErrorType.STREAM_NOT_FOUND) return [];
        throw error;
      }
    });
  }

  /** Our events of `$all` in order, at most `count`, from a position on (the event at it included). */
  async readAll(from: Position | undefined, count: number): Promise<AllStreamRecordedEvent[]> {
    return this.persist(Date.now() + this.settings.patienceMs, (client) => {
      const filter = streamNameFilter({ prefixes: [this.settings.prefix] });
      const options = { fromPosition: from ?? START, maxCount: count, filter, requiresLeader: true } as const;
      return collect(client.readAll(options), this.settings.silenceMs, ({ event }) => event);
    });
  }

  close(): void {
    this.closed = true;
    this.replace(this.client);
  }

  /** Tries until it succeeds, is refused, or the time is over. */
  private async persist<T>(until: number, attempt: (client: KurrentDBClient) => Promise<T>): Promise<T> {
    for (let pause = 25; ; pause = Math.min(pause * 2, 400)) {
      if (this.closed) throw new LogUnavailable('the log is closed');
      const client = (this.client ??= newClient(this.settings.url));
      try {
        return await attempt(client);
      } catch (error) {
        if (error instanceof StoreRefusedRevision || error instanceof StoreRefusedSize) throw error;
        const type = typeOf(error);
        if (type === ErrorType.ACCESS_DENIED) {
          throw new LogUnavailable('the event store denies access: check the user and the rights in its URL', {
            cause: error,
          });
        }
        if (type === ErrorType.STREAM_DELETED) {
          throw new LogUnavailable('the stream was deleted in the event store', { cause: error });
        }
        // Told who leads, the client goes there by itself; whatever else went wrong, it may be broken.
        if (type !== ErrorType.NOT_LEADER) this.replace(client);
        if (Date.now() + pause >= until) {
          throw new LogUnavailable(`the event store does not answer: ${reason(error)}`, { cause: error });
        }
        await sleep(pause);
      }
    }
  }

  private replace(client: KurrentDBClient | undefined): void {
    if (!client || client !== this.client) return;
    this.client = undefined;
    discard(client);
  }
}

/** @throws {LogUnavailable} the URL cannot be understood */
export function newClient(url: string): KurrentDBClient {
  try {
    return KurrentDBClient.connectionString(clientUrl(url));
  } catch (error) {
    throw new LogUnavailable(`not the URL of an event store: ${reason(error)}`, { cause: error });
  }
}

/**
 * `esdb://` is the old name of `kurrentdb://`, which the client takes with a warning for each connection. The part of it
 * that reads waits for a `discoveryInterval` (500 ms unless it is given) before it connects at all.
 */
function clientUrl(given: string): string {
  const url = given
    .trim()
    .replace(/^esdb(?=(\+discover)?:\/\/)/, 'kurrentdb')
    .replace(/\bthrowOnAppendFailure=\w*/i, 'throwOnAppendFailure=true'); // answered otherwise, a refusal looks like a success
  if (/[?&]discoveryInterval=/i.test(url)) return url;
  return `${url.replace(/\/+$/, '')}${url.includes('?') ? '&' : '?'}discoveryInterval=50`;
}

/** Ends what the client has open. Its calls end with errors, which nobody waits for. */
export function discard(client: KurrentDBClient): void {
  client.dispose().catch(() => undefined);
}

/**
 * With 16 messages unsent the client begins to queue writes, and if the connection is lost then, the writes behind the
 * first are rejected where nobody can catch it: an unhandled rejection, which ends the process.
 */
const MAX_APPENDS_AT_ONCE = 12;

function typeOf(error: unknown): ErrorType | undefined {
  return error instanceof Error && isCommandError(error) ? error.type : undefined;
}

export function reason(error: unknown): string {
  return error instanceof Error && error.message ? error.message : String(error);
}

import type { Pool } from 'pg';
import type { CivilDate } from '#domain/civil-date.js';
import { migration, type Owner } from '#database/migration.js';
import { createPool } from '#database/pool.js';
import type { Envelope } from '#event-log/event-log.js';
import type { Json } from '#event-log/json.js';
import { migrateLog } from '#event-log/postgres-schema.js';
import type { AccessEvents, AccessKind } from './access-recorder.js';

/** One entry of the access log. */
export interface AccessEntry<K extends AccessKind = AccessKind> {
  id: string;
  /** Ordinal in the access log, counted from 1. */
  position: number;
  kind: K;
  /** UTC instant. */
  recordedAt: string;
  actor: string | null;
  office: string | null;
  what: AccessEvents[K];
}

export interface EntriesAsked {
  actor?: string | undefined;
  /** Stream, `person-p-01`. */
  subject?: string | undefined;
  kind?: AccessKind | undefined;
  /** First day, civil date in Asia/Ho_Chi_Minh. */
  from?: CivilDate | undefined;
  /** First day after. */
  until?: CivilDate | undefined;
  /** Only entries before this ordinal. */
  before?: number | undefined;
}

export interface EntriesPage {
  /** Ordinal of the last entry that was known. */
  head: number;
  /** Newest first. */
  items: AccessEntry[];
  /** `before` of the next page; null on the last. */
  next: number | null;
}

/** What is asked of entries, each with its index. They are of the same table, so there is nothing that could be behind. */
const INDEXES: Readonly<Record<string, string>> = {
  event_actor: `((envelope::jsonb ->> 'actor'), ordinal)`,
  event_kind: `((envelope::jsonb ->> 'type'), ordinal)`,
  event_recorded: `(((envelope::jsonb ->> 'recordedAt') COLLATE "C"))`,
  event_subjects: `USING gin ((envelope::jsonb -> 'data' -> 'subjects'))`,
};

/**
 * Creates the access log, a log as the first in a schema of its own, with the indexes by which it is asked. May be run
 * again and by several processes at once.
 */
export async function migrateAccessLog(owner: Owner, schema: string): Promise<void> {
  await migrateLog(owner, { schema });
  await migration(owner, `access log ${schema}`, async (client) => {
    for (const [name, columns] of Object.entries(INDEXES)) {
      await client.query(`CREATE INDEX IF NOT EXISTS ${name} ON ${schema}.event ${columns}`);
    }
  });
}

/** Looks up the access log in PostgreSQL. */
export class AccessEntries {
  private readonly pool: Pool;

  /** @param url of a role that may read the log @param schema one that `migrateAccessLog` has created */
  constructor(
    url: string,
    private readonly schema: string,
  ) {
    this.pool = createPool(url, { max: 2, applicationName: 'trachnhiem access log', queryTimeoutMs: 5_000 });
  }

  async find(asked: EntriesAsked, limit: number): Promise<EntriesPage> {
    const { actor, subject, kind, from, until, before } = asked;
    const { rows } = await this.pool.query<{ ordinal: bigint | null; envelope: string | null; head: bigint }>(
      `WITH head AS (SELECT coalesce(max(ordinal), 0) AS head FROM ${this.schema}.event)
       SELECT found.ordinal, found.envelope, head.head FROM head LEFT JOIN LATERAL (
         SELECT ordinal, envelope FROM ${this.schema}.event
          WHERE ($1::text IS NULL OR envelope::jsonb ->> 'actor' = $1)
            AND ($2::jsonb IS NULL OR envelope::jsonb -> 'data' -> 'subjects' @> $2)
            AND ($3::text IS NULL OR envelope::jsonb ->> 'type' = $3)
            AND ($4::text IS NULL OR (envelope::jsonb ->> 'recordedAt') COLLATE "C" >= $4)
            AND ($5::text IS NULL OR (envelope::jsonb ->> 'recordedAt') COLLATE "C" < $5)
            AND ordinal < coalesce($6::bigint, head.head + 1)
          ORDER BY ordinal DESC LIMIT $7) AS found ON true`,
      [
        actor ?? null,
        subject === undefined ? null : JSON.stringify([subject]),
        kind ?? null,
        from === undefined ? null : startOf(from),
        until === undefined ? null : startOf(until),
        before ?? null,
        limit + 1,
      ],
    );
    const entries = rows.flatMap(({ ordinal, envelope }) =>
      ordinal === null || envelope === null ? [] : entryOf(Number(ordinal), JSON.parse(envelope) as Envelope),
    );
    const items = entries.slice(0, limit);
    const next = entries.length > limit ? (items.at(-1)?.position ?? null) : null;
    return { head: Number(rows[0]?.head ?? 0), items, next };
  }

  close(): Promise<void> {
    return this.pool.end();
  }
}

function entryOf(position: number, { id, type, recordedAt, actor, office, data }: Envelope): AccessEntry {
  const what = data as AccessEvents[AccessKind] & Json;
  return { id, position, kind: type as AccessKind, recordedAt, actor, office, what };
}

/** The instant at which a day begins in Asia/Ho_Chi_Minh. */
function startOf(day: CivilDate): string {
  return new Date(`${day}T00:00:00+07:00`).toISOString();
}

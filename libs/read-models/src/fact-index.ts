import type { QueryRunner } from 'typeorm';
import { mentionsOf } from '#domain/aggregates.js';
import { type Mention, streamOf } from '#domain/decider.js';
import type { TaskEvents } from '#domain/tasks/task-events.js';
import type { LoggedEvent } from '#event-log/event-log.js';
import { changesOfForce } from './changes-of-force.js';
import { upcast, UPCASTERS, type Upcasters } from '#event-log/upcast.js';
import type { Projection } from './projection.js';

/**
 * The index of facts: every event under its stream and under the streams that it names, so that a question is a handful
 * of index look-ups however long the log is. Answers are made from it by the pure functions of the domain.
 */
export const factIndex: Projection = factIndexWith(UPCASTERS);

/** The same with another table of versions. Rows are in today's version; the log keeps events as they were recorded. */
export function factIndexWith(upcasters: Upcasters): Projection {
  return {
    name: 'fact-index',
    async apply(batch, db) {
      const readable: Understood[] = [];
      const parked = await parkedAmong(batch, db);
      const newlyParked = new Map<string, [ordinal: string, reason: string]>();
      for (const event of batch) {
        if (parked.has(event.stream)) continue;
        try {
          readable.push(understand(upcast(event, upcasters)));
        } catch (error) {
          // A stream that cannot be understood is set aside from here on, visibly; all others go on.
          parked.add(event.stream);
          newlyParked.set(event.stream, [String(event.ordinal), (error as Error).message]);
        }
      }
      const current = new Map(readable.map(({ event }) => [event.id, event]));
      await insertFacts(
        batch.map((event) => current.get(event.id) ?? event),
        db,
      );
      await insertSubjects(batch, readable, db);
      const mentions = readable.flatMap(({ event, mentions }) =>
        mentions.map((m): [LoggedEvent, Mention] => [event, m]),
      );
      if (mentions.length > 0) await insertMentions(mentions, db);
      if (newlyParked.size > 0) await insertParked(newlyParked, db);
      const annulments = readable.map(({ event }) => event).filter((event) => event.type === 'RecordAnnulled');
      if (annulments.length > 0) await annul(annulments, db);
    },
  };
}

interface Understood {
  event: LoggedEvent;
  mentions: readonly Mention[];
  /** Streams that exist through this event without events of their own: the members' tasks of a fan-out. */
  makes: readonly string[];
}

/** @throws what cannot be understood of an event */
export function understand(event: LoggedEvent): Understood {
  const mentions = mentionsOf({ ...event, data: event.data as object });
  if (event.type === 'RecordAnnulled') targetOf(event);
  if (event.type !== 'TaskFannedOut') return { event, mentions, makes: [] };
  const { members } = event.data as object as TaskEvents['TaskFannedOut'];
  return { event, mentions, makes: members.map((member) => streamOf('task', member.taskId)) };
}

async function parkedAmong(batch: readonly LoggedEvent[], db: QueryRunner): Promise<Set<string>> {
  const streams = [...new Set(batch.map((event) => event.stream))];
  const rows = (await db.query(`SELECT stream FROM parked WHERE stream = ANY($1)`, [streams])) as { stream: string }[];
  return new Set(rows.map((row) => row.stream));
}

async function insertFacts(batch: readonly LoggedEvent[], db: QueryRunner): Promise<void> {
  await db.query(
    `INSERT INTO fact (ordinal, stream, revision, event_id, type, data, meta, actor, office, recorded_at, recorded_max)
     SELECT ordinal, stream, revision, event_id, type, data::json, meta::json, actor, office, recorded_at,
            greatest(max(recorded_at) OVER (ORDER BY ordinal), (SELECT max(recorded_max) FROM fact))
     FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
                 $9::text[], $10::timestamptz[])
       AS event(ordinal, stream, revision, event_id, type, data, meta, actor, office, recorded_at)`,
    [
      batch.map((e) => String(e.ordinal)),
      batch.map((e) => e.stream),
      batch.map((e) => e.revision),
      batch.map((e) => e.id),
      batch.map((e) => e.type),
      batch.map((e) => JSON.stringify(e.data)),
      batch.map((e) => JSON.stringify(e.meta)),
      batch.map((e) => e.actor),
      batch.map((e) => e.office),
      batch.map((e) => e.recordedAt),
    ],
  );
}

async function insertSubjects(
  batch: readonly LoggedEvent[],
  readable: readonly Understood[],
  db: QueryRunner,
): Promise<void> {
  const begun = [
    ...batch.filter((event) => event.revision === 0).map(({ stream, ordinal }) => ({ stream, ordinal })),
    ...readable.flatMap(({ event, makes }) => makes.map((stream) => ({ stream, ordinal: event.ordinal }))),
  ];
  if (begun.length === 0) return;
  await db.query(
    `INSERT INTO subject (stream, category, first_ordinal)
     SELECT stream, split_part(stream, '-', 1), min(ordinal) FROM unnest($1::text[], $2::bigint[]) AS begun(stream, ordinal)
     GROUP BY stream
     ON CONFLICT (stream) DO NOTHING`,
    [begun.map((s) => s.stream), begun.map((s) => String(s.ordinal))],
  );
}

async function insertMentions(mentions: readonly [LoggedEvent, Mention][], db: QueryRunner): Promise<void> {
  await db.query(
    `INSERT INTO mention (target, role, stream, event_id, event_ordinal, known_from)
     SELECT DISTINCT target, role, stream, event_id, ordinal, ordinal
     FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::bigint[])
       AS mention(target, role, stream, event_id, ordinal)`,
    [
      mentions.map(([, [, target]]) => target),
      mentions.map(([, [role]]) => role),
      mentions.map(([e]) => e.stream),
      mentions.map(([e]) => e.id),
      mentions.map(([e]) => String(e.ordinal)),
    ],
  );
}

async function insertParked(parked: ReadonlyMap<string, [string, string]>, db: QueryRunner): Promise<void> {
  await db.query(
    `INSERT INTO parked (stream, ordinal, reason) SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[])
     ON CONFLICT (stream) DO NOTHING`,
    [[...parked.keys()], [...parked.values()].map(([ordinal]) => ordinal), [...parked.values()].map(([, r]) => r)],
  );
}

/** R10: from an annulment on the event names nobody; an annulment of the annulment lets it name them again. */
async function annul(annulments: readonly LoggedEvent[], db: QueryRunner): Promise<void> {
  for (const { ordinal, closed, opened } of await changesOfForce(annulments, db)) {
    await db.query(`UPDATE mention SET known_until = $2 WHERE event_id = ANY($1) AND known_until IS NULL`, [
      closed,
      String(ordinal),
    ]);
    await db.query(
      `INSERT INTO mention (target, role, stream, event_id, event_ordinal, known_from)
       SELECT DISTINCT target, role, stream, event_id, event_ordinal, $2::bigint FROM mention WHERE event_id = ANY($1)`,
      [opened, String(ordinal)],
    );
  }
}

/** @throws {Error} the annulment names no event */
function targetOf(event: LoggedEvent): string {
  const { target } = event.data as { target?: unknown };
  if (typeof target !== 'string') throw new Error(`${event.stream}: an annulment without a target`);
  return target;
}

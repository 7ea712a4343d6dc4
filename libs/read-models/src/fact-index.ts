import type { QueryRunner } from 'typeorm';
import { mentionsOf } from '#domain/aggregates.js';
import { type Mention, streamOf } from '#domain/decider.js';
import type { TaskEvents } from '#domain/task.js';
import type { LoggedEvent } from '#event-log/event-log.js';
import type { Projection } from './projection.js';

/**
 * The index of facts: every event under its stream and under the streams that it names, so that a question is a handful
 * of index look-ups however long the log is. Answers are made from it by the pure functions of the domain.
 */
export const factIndex: Projection = {
  name: 'fact-index',
  async apply(batch, db) {
    const mentions: [LoggedEvent, Mention][] = [];
    const parked = new Map<string, [ordinal: string, reason: string]>();
    for (const event of batch) {
      try {
        for (const mention of mentionsOf({ ...event, data: event.data as object })) mentions.push([event, mention]);
      } catch (error) {
        // A stream that cannot be understood is set aside, visibly; all others go on.
        if (!parked.has(event.stream)) parked.set(event.stream, [String(event.ordinal), (error as Error).message]);
      }
    }
    await insertFacts(batch, db);
    if (mentions.length > 0) await insertMentions(mentions, db);
    if (parked.size > 0) await insertParked(parked, db);
    for (const event of batch) if (event.type === 'RecordAnnulled') await annul(event, db);
  },
};

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
  const begun = batch.flatMap(subjectsOf);
  if (begun.length === 0) return;
  await db.query(
    `INSERT INTO subject (stream, category, first_ordinal) SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
     ON CONFLICT (stream) DO NOTHING`,
    [
      begun.map((s) => s.stream),
      begun.map((s) => s.stream.slice(0, s.stream.indexOf('-'))),
      begun.map((s) => s.ordinal),
    ],
  );
}

/** Streams that begin with an event: its own, and the members' tasks that a fan-out makes. */
function subjectsOf(event: LoggedEvent): { stream: string; ordinal: string }[] {
  const ordinal = String(event.ordinal);
  const own = event.revision === 0 ? [{ stream: event.stream, ordinal }] : [];
  if (event.type !== 'TaskFannedOut') return own;
  const { members } = event.data as object as TaskEvents['TaskFannedOut'];
  return [...own, ...members.map((member) => ({ stream: streamOf('task', member.taskId), ordinal }))];
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

/** R10: from the annulment on the event names nobody; an annulment of the annulment lets it name them again. */
async function annul(event: LoggedEvent, db: QueryRunner): Promise<void> {
  const { target } = event.data as { target: string };
  const restored = (await db.query(
    `SELECT data->>'target' AS target FROM fact WHERE event_id = $1 AND type = 'RecordAnnulled'`,
    [target],
  )) as { target: string }[];
  const ordinal = String(event.ordinal);
  if (restored[0]) {
    await db.query(
      `INSERT INTO mention (target, role, stream, event_id, event_ordinal, known_from)
       SELECT DISTINCT target, role, stream, event_id, event_ordinal, $2::bigint FROM mention WHERE event_id = $1`,
      [restored[0].target, ordinal],
    );
    return;
  }
  await db.query(`UPDATE mention SET known_until = $2 WHERE event_id = $1 AND known_until IS NULL`, [target, ordinal]);
}

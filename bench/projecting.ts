import type { Pool } from 'pg';
import { createPool } from '#database/pool.js';
import type { Database } from '#database/database.js';
import { foldedText } from '#domain/vietnamese-text.js';
import type { Envelope, EventLog } from '#event-log/event-log.js';
import { PROJECTIONS } from '#read-models/projections.js';
import { Projector } from '#read-models/projector.js';
import { ensureReadSide, readDatabase } from '#read-models/read-database.js';
import type { Workload } from './rounds.js';
import { fillWithTasks } from './task-history.js';

const EVENTS = 50_000;
/** As many events of one transaction as the projector takes. */
const BATCH = 1000;

/**
 * (f): project 50,000 events into the read model with its checkpoint. The floor is the batched fold as one would write
 * it by hand for these events: plain SELECT, JSON.parse, arrays, one INSERT a table, the checkpoint in the transaction.
 * Both begin with empty tables in each unit of work.
 */
export async function projecting(
  database: Database,
  log: EventLog,
  logSchema: string,
  opened: { close(): Promise<unknown> }[],
): Promise<Workload> {
  await fillWithTasks(log, EVENTS);
  const { owner, projector } = database.urls;
  const [ours, floor] = [
    await ensureReadSide(owner, { schema: 'bench_ours' }),
    await ensureReadSide(owner, { schema: 'bench_floor' }),
  ];
  const writes = await readDatabase(projector, {
    max: 2,
    applicationName: 'bench projector',
    build: ours.schema,
  }).initialize();
  const plain = createPool(owner, { max: 1, applicationName: 'bench projector floor' });
  opened.push({ close: () => writes.destroy() }, { close: () => plain.end() });
  return {
    name: 'f',
    what: `project ${EVENTS.toLocaleString('en')} events, with checkpoint`,
    ours: {
      clients: 1,
      work: async () => {
        await empty(plain, ours.schema);
        await new Projector(log, writes, PROJECTIONS, { batchSize: BATCH }).catchUp();
        return EVENTS;
      },
    },
    floor: {
      clients: 1,
      work: async () => {
        await empty(plain, floor.schema);
        return byHand(plain, logSchema, floor.schema);
      },
    },
  };
}

async function empty(pool: Pool, schema: string): Promise<void> {
  await pool.query(
    `TRUNCATE ${schema}.fact, ${schema}.mention, ${schema}.subject, ${schema}.parked, ${schema}.search_text`,
  );
  await pool.query(`UPDATE ${schema}.checkpoint SET ordinal = 0`);
}

async function byHand(pool: Pool, log: string, reads: string): Promise<number> {
  const client = await pool.connect();
  let at = 0n;
  let done = 0;
  try {
    for (;;) {
      const { rows } = await client.query<{ ordinal: bigint; envelope: string }>(
        `SELECT ordinal, envelope FROM ${log}.event WHERE ordinal > $1 ORDER BY ordinal LIMIT ${BATCH}`,
        [at],
      );
      const last = rows.at(-1);
      if (!last) return done;
      const events = rows.map((row) => ({ ordinal: row.ordinal, ...(JSON.parse(row.envelope) as Envelope) }));
      const mentions = events.flatMap((e) => {
        if (e.type !== 'TaskAssigned') return [];
        const d = e.data as { directiveId: string; leads: string[]; coordinators: string[] };
        return [
          [e, 'of-directive', `directive-${d.directiveId}`] as const,
          ...d.leads.map((id) => [e, 'lead', `unit-${id}`] as const),
          ...d.coordinators.map((id) => [e, 'coordinator', `unit-${id}`] as const),
        ];
      });
      const begun = events.filter((e) => e.revision === 0);
      await client.query('BEGIN');
      const moved = await client.query(`UPDATE ${reads}.checkpoint SET ordinal = $2 WHERE ordinal = $1`, [
        at,
        last.ordinal,
      ]);
      if (moved.rowCount !== 1) throw new Error('the checkpoint has moved');
      await client.query(
        `INSERT INTO ${reads}.fact SELECT ordinal, stream, revision, event_id, type, data::json, meta::json, actor, office,
           recorded_at, greatest(max(recorded_at) OVER (ORDER BY ordinal), (SELECT max(recorded_max) FROM ${reads}.fact))
         FROM unnest($1::bigint[], $2::text[], $3::integer[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[],
                     $9::text[], $10::timestamptz[])
           AS e(ordinal, stream, revision, event_id, type, data, meta, actor, office, recorded_at)`,
        [
          events.map((e) => e.ordinal),
          events.map((e) => e.stream),
          events.map((e) => e.revision),
          events.map((e) => e.id),
          events.map((e) => e.type),
          events.map((e) => JSON.stringify(e.data)),
          events.map((e) => JSON.stringify(e.meta)),
          events.map((e) => e.actor),
          events.map((e) => e.office),
          events.map((e) => e.recordedAt),
        ],
      );
      await client.query(
        `INSERT INTO ${reads}.subject SELECT stream, 'task', ordinal FROM unnest($1::text[], $2::bigint[]) AS s(stream, ordinal)`,
        [begun.map((e) => e.stream), begun.map((e) => e.ordinal)],
      );
      await client.query(
        `INSERT INTO ${reads}.mention (target, role, stream, event_id, event_ordinal, known_from)
         SELECT target, role, stream, event_id, ordinal, ordinal
         FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::bigint[]) AS m(target, role, stream, event_id, ordinal)`,
        [
          mentions.map(([, , target]) => target),
          mentions.map(([, role]) => role),
          mentions.map(([e]) => e.stream),
          mentions.map(([e]) => e.id),
          mentions.map(([e]) => e.ordinal),
        ],
      );
      await client.query(
        `INSERT INTO ${reads}.search_text (event_id, n, known_from, event_ordinal, stream, kind, part, text, folded)
         SELECT event_id, 0, ordinal, ordinal, stream, 'task', 'title', title, ' ' || folded || ' '
         FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::text[])
           AS t(event_id, ordinal, stream, title, folded)`,
        [
          begun.map((e) => e.id),
          begun.map((e) => e.ordinal),
          begun.map((e) => e.stream),
          begun.map((e) => (e.data as { title: string }).title),
          begun.map((e) => foldedText((e.data as { title: string }).title)),
        ],
      );
      await client.query('COMMIT');
      at = last.ordinal;
      done += events.length;
    }
  } finally {
    client.release();
  }
}

import type { QueryRunner } from 'typeorm';
import { concernedBy, isRestricted } from '#access/concerned.js';
import { mentionsOf } from '#domain/aggregates.js';
import { categoryOf, idOf, streamOf } from '#domain/decider.js';
import type { TaskEvents } from '#domain/tasks/task-events.js';
import type { LoggedEvent } from '#event-log/event-log.js';
import { upcast } from '#event-log/upcast.js';
import { FactRows } from './fact-rows.js';
import { HeldFacts } from './held-facts.js';
import { LoadedFacts } from './loaded-facts.js';
import type { Projection } from './projection.js';
import { Question } from './question.js';

/** Roles by which a stream follows another: what concerns the one may change what concerns the other. */
const FOLLOWS = ['finding-of', 'drafted-on', 'supersedes'];

/**
 * Whom each restricted stream concerns, by the rule of `libs/access`: PostgreSQL fences rows by it. It stands after the
 * index of facts, from which it asks. What an event may have changed is asked anew, so an annulment is no special case.
 */
export const concernIndex: Projection = {
  name: 'concern-index',
  async apply(batch, db) {
    const changed = new Set(batch.flatMap(mayChange));
    if (changed.size === 0) return;
    const streams = [...(await withFollowers([...changed], db))].filter(isRestricted);
    const last = batch.at(-1);
    if (streams.length === 0 || !last) return;
    await write(streams, await concernsOf(streams, Number(last.ordinal), db), db);
  },
};

/** Streams whose concern an event may change. One that cannot be understood changes none; it is parked. */
function mayChange(logged: LoggedEvent): string[] {
  const category = categoryOf(logged.stream);
  if (logged.type === 'RecordAnnulled') return [logged.stream];
  try {
    const event = upcast(logged);
    const mentions = mentionsOf({ ...event, data: event.data as object });
    if (category === 'directive') {
      const issued = event.type === 'DirectiveIssued' ? [logged.stream] : [];
      return [...issued, ...mentions.flatMap(([role, target]) => (role === 'carried' ? [target] : []))];
    }
    if (!isRestricted(logged.stream)) return [];
    const own = mentions.length > 0 || event.revision === 0 ? [logged.stream] : [];
    if (event.type !== 'TaskFannedOut') return own;
    const { members } = event.data as object as TaskEvents['TaskFannedOut'];
    return [...own, ...members.map((member) => streamOf('task', member.taskId))];
  } catch {
    return [];
  }
}

/** With the members of a class's task, what a team has found, what was carried over, and the drafts on any of them. */
async function withFollowers(changed: string[], db: QueryRunner): Promise<Set<string>> {
  const all = new Set(changed);
  for (let wave = changed; wave.length > 0;) {
    const rows = (await db.query(
      `SELECT stream FROM mention WHERE target = ANY ($1) AND role = ANY ($2)
       UNION SELECT target FROM mention WHERE stream = ANY ($1) AND role = 'member-of'
       UNION SELECT target FROM mention WHERE stream = ANY ($1) AND role = 'carried'
       UNION SELECT stream FROM mention WHERE target = ANY ($3) AND role = 'of-directive'`,
      [wave, FOLLOWS, wave.filter((stream) => categoryOf(stream) === 'directive')],
    )) as { stream: string }[];
    wave = rows.map((row) => row.stream).filter((stream) => !all.has(stream));
    for (const stream of wave) all.add(stream);
  }
  return all;
}

/** Asks the rule about each, of the rows that this transaction has written so far. */
async function concernsOf(
  streams: readonly string[],
  through: number,
  db: QueryRunner,
): Promise<[stream: string, target: string][]> {
  const [here] = (await db.query('SELECT current_schema AS schema')) as { schema: string }[];
  const pool = {
    query: async ({ text, values }: { text: string; values: unknown[] }) => ({
      rows: (await db.query(text, values)) as never[],
    }),
  };
  const held = new HeldFacts(new FactRows(pool, here?.schema ?? ''), here?.schema ?? '', through);
  const question = new Question(held, new LoadedFacts(held, through), '', { around: false });
  const pairs: [string, string][] = [];
  for (const category of new Set(streams.map(categoryOf))) {
    const ids = streams.filter((stream) => categoryOf(stream) === category).map(idOf);
    const concerned = await question.ofEach(
      ids,
      (facts, id) => [...concernedBy(facts, streamOf(category, id))],
      category,
    );
    for (const [i, targets] of concerned.entries()) {
      for (const target of targets) pairs.push([streamOf(category, ids[i] ?? ''), target]);
    }
  }
  return pairs;
}

/** What concerns a stream no more goes, what concerns it newly comes. */
async function write(streams: readonly string[], pairs: readonly [string, string][], db: QueryRunner): Promise<void> {
  const given = [pairs.map(([stream]) => stream), pairs.map(([, target]) => target)];
  await db.query(
    `DELETE FROM stream_concern c WHERE stream = ANY ($1)
       AND NOT EXISTS (SELECT FROM unnest($2::text[], $3::text[]) AS now(stream, target)
                       WHERE now.stream = c.stream AND now.target = c.target)`,
    [streams, ...given],
  );
  await db.query(
    `INSERT INTO stream_concern SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`,
    given,
  );
}

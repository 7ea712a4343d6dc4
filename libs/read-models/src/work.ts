import { idOf, streamOf } from '#domain/decider.js';
import { holdersOf } from '#domain/organisation/holder.js';
import { predecessorsOf } from '#domain/organisation/succession.js';
import { followersOn } from '#domain/tasks/follow-up.js';
import {
  byUrgency,
  type DecisionItem,
  decisionsOn,
  openTasksOfUnit,
  type WorkItem,
  workItem,
} from '#domain/tasks/task-work.js';
import { openTasksOf } from '#domain/tasks/work-of-unit.js';
import type { At, FactReader, Snapshot } from './fact-reader.js';

/** A page of a list, with how many there are in all. */
export interface Cut<T> {
  total: number;
  items: T[];
}

export interface WorkOptions {
  /** Days within which a deadline counts as soon. */
  dueWithinDays: number;
  /** Items of each list at most, and how many are left out before them. */
  limit: number;
  skip: number;
}

export interface WorkAnswer {
  asOf: string;
  knownAt: number;
  dueWithinDays: number;
  /** What it has in hand, the most urgent first. */
  inHand: Cut<WorkItem>;
  counts: { overdue: number; dueSoon: number; waitForAcceptance: number };
  /** What waits for a decision of the body that issued the task. */
  toDecide: Cut<DecisionItem>;
  incomplete: string[];
}

export interface UnitWork extends WorkAnswer {
  unit: string;
}

export interface PersonWork extends WorkAnswer {
  person: string;
  /** The offices that the person holds on the date, from which the work comes. */
  offices: { office: string; body: string; head: boolean }[];
  /** Tasks that the person follows in the issuer's office. */
  follows: Cut<WorkItem>;
}

const CHUNK = 500;

/** What a unit has in hand on the date, and what waits for it as the issuer. Null: no such unit is known. */
export async function unitWork(
  reader: FactReader,
  unit: string,
  options: WorkOptions,
  at: At = {},
): Promise<UnitWork | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf } = snapshot;
    const ids = await snapshot.facts(
      (facts) => (facts.unit(unit) ? openTasksOfUnit(facts, unit, asOf) : null),
      [streamOf('unit', unit)],
    );
    if (!ids) return null;
    return { unit, ...(await answerOf(snapshot, ids, [unit], options)) };
  });
}

/** What a person has in hand through the offices held on the date, decides for them, and follows. Null: not known. */
export async function personWork(
  reader: FactReader,
  person: string,
  options: WorkOptions,
  at: At = {},
): Promise<PersonWork | null> {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf } = snapshot;
    const found = await snapshot.facts((facts) => {
      if (!facts.person(person)) return null;
      const offices = facts
        .officesOfPerson(person)
        .filter((office) => holdersOf(facts, office, asOf).some((seat) => seat.holder === person));
      const followed = facts.named(streamOf('person', person), 'follower').map(({ stream }) => idOf(stream));
      facts.announceTasks(followed);
      // Who follows a class task follows each member's.
      const members = followed.flatMap((id) => (facts.task(id)?.fanOuts ?? []).flatMap((f) => f.members));
      const follows = [...followed, ...members.map((m) => m.taskId)].filter((id) => {
        const task = facts.task(id);
        return task && followersOn(task.followUp, asOf).some((f) => f.person === person);
      });
      return { offices, follows, ids: offices.flatMap((office) => openTasksOf(facts, office, asOf)) };
    });
    if (!found) return null;
    const { offices, ids, follows } = found;
    const bodies = offices.filter((office) => office.head).map((office) => office.body);
    return {
      person,
      offices: offices.map(({ id, body, head }) => ({ office: id, body, head })),
      follows: cut(await itemsOf(snapshot, follows, options), options),
      ...(await answerOf(snapshot, [...new Set(ids)], bodies, options)),
    };
  });
}

export async function answerOf(
  snapshot: Snapshot,
  ids: readonly string[],
  bodies: readonly string[],
  options: WorkOptions,
): Promise<WorkAnswer> {
  const { asOf, knownAt } = snapshot;
  const inHand = await itemsOf(snapshot, ids, options);
  const decisions: DecisionItem[] = [];
  for (const body of new Set(bodies)) {
    const issued = await tasksIssuedBy(snapshot, body);
    const found = await inChunks(snapshot, issued, (facts, id) =>
      decisionsOn(facts, id, body, asOf, options.dueWithinDays),
    );
    decisions.push(...found.flat());
  }
  return {
    asOf,
    knownAt,
    dueWithinDays: options.dueWithinDays,
    inHand: cut(inHand, options),
    counts: {
      overdue: inHand.filter((item) => item.status === 'open-overdue').length,
      dueSoon: inHand.filter((item) => item.dueSoon).length,
      waitForAcceptance: inHand.filter((item) => item.waitsForAcceptanceSince !== null).length,
    },
    toDecide: cut(decisions.sort(byUrgency), options),
    incomplete: await snapshot.incomplete(),
  };
}

async function itemsOf(snapshot: Snapshot, ids: readonly string[], options: WorkOptions): Promise<WorkItem[]> {
  const found = await inChunks(snapshot, ids, (facts, id) => workItem(facts, id, snapshot.asOf, options.dueWithinDays));
  return found.flatMap((item) => item ?? []).sort(byUrgency);
}

async function inChunks<T>(
  snapshot: Snapshot,
  ids: readonly string[],
  ask: (facts: Parameters<Parameters<Snapshot['facts']>[0]>[0], id: string) => T,
): Promise<T[]> {
  const answers: T[] = [];
  for (let i = 0; i < ids.length; i += CHUNK) {
    const chunk = ids.slice(i, i + CHUNK);
    const streams = chunk.map((id) => streamOf('task', id));
    answers.push(...(await snapshot.facts((facts) => chunk.map((id) => ask(facts, id)), streams)));
  }
  return answers;
}

/**
 * Tasks that may stand on a directive of the unit or of one that went into it: those that its directives made, or that
 * these took over from others, and the members' tasks. Only found here; whether they do is asked of the facts.
 */
async function tasksIssuedBy(snapshot: Snapshot, unit: string): Promise<string[]> {
  const before = await snapshot.facts((facts) => predecessorsOf(facts, unit, snapshot.asOf));
  const seen = snapshot.seen('stream', 3);
  const rows = await snapshot.rows<{ stream: string }>(
    `WITH RECURSIVE known AS (
       SELECT target, role, stream FROM mention WHERE known_from <= $2 AND (known_until IS NULL OR known_until > $2)
     ), issued AS (
       SELECT stream FROM known WHERE target = ANY($1) AND role = 'issuer'
       UNION SELECT known.stream FROM known JOIN issued ON known.target = issued.stream AND known.role = 'supersedes'
     ), own AS (
       SELECT known.stream FROM known JOIN issued ON known.target = issued.stream AND known.role = 'of-directive'
     )
     SELECT stream FROM (
       SELECT stream FROM own UNION SELECT target FROM known JOIN own USING (stream) WHERE role = 'member-of'
     ) AS found WHERE ${seen.sql} ORDER BY stream`,
    [[unit, ...before].map((id) => streamOf('unit', id)), snapshot.knownAt, ...seen.values],
  );
  return rows.map((row) => idOf(row.stream));
}

export function cut<T>(items: T[], { skip, limit }: Pick<WorkOptions, 'skip' | 'limit'>): Cut<T> {
  return { total: items.length, items: items.slice(skip, skip + limit) };
}

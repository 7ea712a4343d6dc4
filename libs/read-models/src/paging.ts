import { idOf } from '#domain/decider.js';
import type { Snapshot } from './fact-reader.js';

/** A page of a list. Lists are in the order in which things were first recorded. */
export interface Page {
  /** 1 to 200; 50 if left out. */
  limit?: number | undefined;
  /** `next` of the page before. */
  cursor?: string | undefined;
}

export interface Listing<T> {
  asOf: string;
  knownAt: number;
  items: T[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
}

/** The cursor is not one that this list has given. */
export class BadCursor extends Error {
  constructor(readonly cursor: string) {
    super(`not a cursor: ${cursor}`);
    this.name = 'BadCursor';
  }
}

/** Streams that name `target` in `role`, and the members' streams that these have made; or those that are listed. */
export type Among = { target: string; role: string } | { streams: readonly string[] };

/** Things that are looked at together: few at first, so that a page without a filter is cheap. */
const FIRST_CHUNK = 64;
const LARGEST_CHUNK = 2048;

/**
 * Walks the streams of a category that were known by the snapshot, and keeps those for which `make` gives an item, until
 * the page is full. Facts are loaded a chunk at a time.
 */
export async function pageOf<T>(
  snapshot: Snapshot,
  category: string,
  page: Page,
  make: (ids: readonly string[]) => Promise<(T | null)[]>,
  among?: Among,
): Promise<Listing<T>> {
  const limit = Math.min(Math.max(page.limit ?? 50, 1), 200);
  const items: T[] = [];
  let after = page.cursor === undefined ? START : placeOf(page.cursor, category);
  for await (const subjects of chunksOf(snapshot, category, after, Math.max(limit + 1, FIRST_CHUNK), among)) {
    const made = await make(subjects.map((subject) => idOf(subject.stream)));
    for (const [i, item] of made.entries()) {
      const subject = subjects[i];
      if (!subject) continue;
      if (item !== null && items.length === limit) {
        return { asOf: snapshot.asOf, knownAt: snapshot.knownAt, items, next: cursorOf(after) };
      }
      if (item !== null) items.push(item);
      after = placeIn(subject);
    }
  }
  return { asOf: snapshot.asOf, knownAt: snapshot.knownAt, items, next: null };
}

/** All things of a category that were known by the snapshot, in the order of a list, many ids at a time. */
export async function* allOf(snapshot: Snapshot, category: string, among?: Among): AsyncGenerator<string[]> {
  for await (const subjects of chunksOf(snapshot, category, START, LARGEST_CHUNK, among)) {
    yield subjects.map((subject) => idOf(subject.stream));
  }
}

async function* chunksOf(
  snapshot: Snapshot,
  category: string,
  start: Place,
  first: number,
  among?: Among,
): AsyncGenerator<Subject[]> {
  let after = start;
  for (let size = first; ; size = Math.min(size * 2, LARGEST_CHUNK)) {
    const subjects = await subjectsAfter(snapshot, category, after, size, among);
    if (subjects.length > 0) yield subjects;
    const last = subjects.at(-1);
    if (!last || subjects.length < size) return;
    after = placeIn(last);
  }
}

interface Subject {
  stream: string;
  first_ordinal: string;
}

function subjectsAfter(
  snapshot: Snapshot,
  category: string,
  after: Place,
  limit: number,
  among?: Among,
): Promise<Subject[]> {
  const { knownAt } = snapshot;
  const given = [category, after.ordinal, after.stream, knownAt];
  if (!among) {
    const seen = snapshot.seen('stream', 5);
    return snapshot.rows<Subject>(
      `SELECT stream, first_ordinal FROM subject WHERE category = $1 AND (first_ordinal, stream) > ($2, $3)
         AND first_ordinal <= $4 AND ${seen.sql}
       ORDER BY first_ordinal, stream LIMIT ${limit}`,
      [...given, ...seen.values],
    );
  }
  if ('streams' in among) {
    const seen = snapshot.seen('stream', 6);
    return snapshot.rows<Subject>(
      `SELECT stream, first_ordinal FROM subject WHERE category = $1 AND (first_ordinal, stream) > ($2, $3)
         AND first_ordinal <= $4 AND stream = ANY($5) AND ${seen.sql}
       ORDER BY first_ordinal, stream LIMIT ${limit}`,
      [...given, among.streams, ...seen.values],
    );
  }
  const seen = snapshot.seen('stream', 7);
  return snapshot.rows<Subject>(
    `SELECT stream, first_ordinal FROM subject WHERE category = $1 AND (first_ordinal, stream) > ($2, $3) AND first_ordinal <= $4
       AND ${seen.sql}
       AND stream IN (
         WITH own AS (SELECT stream FROM mention WHERE target = $5 AND role = $6
                        AND known_from <= $4 AND (known_until IS NULL OR known_until > $4))
         SELECT stream FROM own
         UNION
         SELECT target FROM mention JOIN own USING (stream) WHERE role = 'member-of'
           AND known_from <= $4 AND (known_until IS NULL OR known_until > $4))
     ORDER BY first_ordinal, stream LIMIT ${limit}`,
    [...given, among.target, among.role, ...seen.values],
  );
}

/** Place in a list: several streams may begin with one event. */
interface Place {
  ordinal: number;
  stream: string;
}

function placeIn(subject: Subject): Place {
  return { ordinal: Number(subject.first_ordinal), stream: subject.stream };
}

const START: Place = { ordinal: 0, stream: '' };

function cursorOf({ ordinal, stream }: Place): string {
  return Buffer.from(`${ordinal} ${stream}`).toString('base64url');
}

function placeOf(cursor: string, category: string): Place {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  const match = /^(\d{1,15}) ([a-z]+-[^\s]+)$/u.exec(text);
  if (!match?.[1] || !match[2]?.startsWith(`${category}-`) || match[2].includes('\0')) throw new BadCursor(cursor);
  return { ordinal: Number(match[1]), stream: match[2] };
}

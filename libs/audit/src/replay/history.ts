import { setImmediate as breathe } from 'node:timers/promises';
import type { CivilDate } from '#domain/civil-date.js';
import type { Json } from '#event-log/json.js';
import type { Language } from '#exchange/columns.js';
import type { At, FactReader, Known, Snapshot } from '#read-models/fact-reader.js';
import { BadCursor, type Page } from '#read-models/paging.js';
import { eventsAfter, eventsAt, type HistoryStep, stepOf } from './event-step.js';
import { differences } from './structure-diff.js';
import { stateOf } from './subject-state.js';

export interface HistoryPage {
  /** Stream that is gone through; null: the whole log. */
  stream: string | null;
  asOf: CivilDate;
  knownAt: number;
  items: HistoryStep[];
  next: string | null;
  incomplete: string[];
}

/** Events that are looked at for one page; where most change nothing, a page is shorter than its limit. */
const MOST_LOOKED_AT = 1000;
/** Others are answered in between. */
const BREATHE_EVERY = 20;

/**
 * Goes through the history of a thing, event by event, oldest first: the events of its own record, and every event of any
 * other record that changed how it stands on the date. None is missed: an answer knows what it rests on, and the next event
 * that can change it is the next that touches one of these. Null: no such thing was ever known.
 */
export async function historyOf(
  reader: FactReader,
  stream: string,
  page: Page,
  at: At,
  language: Language,
): Promise<HistoryPage | null> {
  const limit = limitOf(page);
  return reader.snapshot({ ...at, ofRecord: true }, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const own = await snapshot.facts((facts) => facts.streamFacts(stream).map((fact) => fact.ordinal), [stream]);
    if (own.length === 0 && (await ask(snapshot, stream)).state === null) return null;
    const ofItsOwn = new Set(own);
    const steps: { ordinal: number; before: Json; after: Json }[] = [];
    const incomplete = new Set<string>();
    let position = afterOf(page, knownAt);
    let now = await ask(snapshot.at(position), stream);
    let next: number | null;
    for (let looked = 1; ; looked++) {
      next = await snapshot.nextChange([stream, ...now.restsOn], position);
      if (next === null || steps.length === limit || looked > MOST_LOOKED_AT) break;
      const then = await ask(snapshot.at(next), stream);
      const changed = differences(now.state, then.state).length > 0;
      if (changed || ofItsOwn.has(next)) steps.push({ ordinal: next, before: now.state, after: then.state });
      for (const unread of then.incomplete) incomplete.add(unread);
      position = next;
      now = then;
      if (looked % BREATHE_EVERY === 0) await breathe();
    }
    const items = await told(snapshot, steps, language);
    const following = next === null ? null : cursorOf(position);
    return { stream, asOf, knownAt, items, next: following, incomplete: [...incomplete].sort() };
  });
}

/** Goes through the whole log, event by event, each with how the thing of its own record stood before and after. */
export async function logHistory(reader: FactReader, page: Page, at: At, language: Language): Promise<HistoryPage> {
  const limit = limitOf(page);
  return reader.snapshot({ ...at, ofRecord: true }, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const rows = await eventsAfter(snapshot, afterOf(page, knownAt), limit + 1);
    const items: HistoryStep[] = [];
    const incomplete = new Set<string>();
    for (const row of rows.slice(0, limit)) {
      const ordinal = Number(row.ordinal);
      const before = await ask(snapshot.at(ordinal - 1), row.stream);
      const after = await ask(snapshot.at(ordinal), row.stream);
      for (const unread of after.incomplete) incomplete.add(unread);
      items.push(await stepOf(snapshot, row, { before: before.state, after: after.state }, language));
      if (items.length % BREATHE_EVERY === 0) await breathe();
    }
    const last = items.at(-1);
    const next = last && rows.length > limit ? cursorOf(last.event.position) : null;
    return { stream: null, asOf, knownAt, items, next, incomplete: [...incomplete].sort() };
  });
}

async function ask(known: Known, stream: string): Promise<{ state: Json; restsOn: string[]; incomplete: string[] }> {
  const { asOf } = known;
  const answer = await known.facts((facts) => ({
    state: stateOf(facts, stream, asOf),
    restsOn: [...facts.restsOn()],
  }));
  return { ...answer, incomplete: await known.incomplete() };
}

async function told(
  snapshot: Snapshot,
  steps: readonly { ordinal: number; before: Json; after: Json }[],
  language: Language,
): Promise<HistoryStep[]> {
  const rows = await eventsAt(
    snapshot,
    steps.map((step) => step.ordinal),
  );
  const items: HistoryStep[] = [];
  for (const [i, row] of rows.entries()) {
    const { before = null, after = null } = steps[i] ?? {};
    items.push(await stepOf(snapshot, row, { before, after }, language));
  }
  return items;
}

function limitOf({ limit = 50 }: Page): number {
  return Math.min(Math.max(limit, 1), 200);
}

function cursorOf(ordinal: number): string {
  return Buffer.from(`after ${ordinal}`).toString('base64url');
}

/** The ordinal after which the page begins. @throws {BadCursor} */
function afterOf({ cursor }: Page, knownAt: number): number {
  if (cursor === undefined) return 0;
  const match = /^after (\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8'));
  const ordinal = Number(match?.[1]);
  if (Number.isNaN(ordinal) || ordinal > knownAt) throw new BadCursor(cursor);
  return ordinal;
}

import { mentionsOf } from '#domain/aggregates.js';
import { FactBase, Facts } from '#domain/facts.js';
import { factOf } from '#commands/recorder.js';
import type { EventLog, LoggedEvent } from '#event-log/event-log.js';
import type { Known } from '#read-models/fact-reader.js';
import type { ProofSource } from '../bundle/make-bundle.js';
import { formatCheckpoint } from '../tree/checkpoint.js';
import { leafBytes } from '../tree/leaf.js';
import { leafHash } from '../tree/merkle-tree.js';
import { signerOf } from '../tree/note-key.js';
import { cosignatureLine, signNote } from '../tree/signed-note.js';
import { HashesInMemory } from './hashes-in-memory.js';

const LOG_KEY = signerOf('example.org/log', 'log', Buffer.alloc(32, 1));
export const WITNESS_KEY = signerOf('example.org/witness', 'witness', Buffer.alloc(32, 2));
export const LOG_VKEY = LOG_KEY.verifier.vkey;

export async function allOf(log: EventLog): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for await (const batch of log.readAll(0n)) events.push(...batch);
  return events;
}

/** A log as it was signed at its length now, cosigned at a given second by one witness. */
export async function signed(log: EventLog, cosignedAt?: number): Promise<ProofSource> {
  const events = await allOf(log);
  const hashes = HashesInMemory.of(events.map((event) => leafHash(leafBytes(event))));
  const size = events.length;
  const text = formatCheckpoint({ origin: LOG_KEY.verifier.name, size, root: hashes.tree.root(), extensions: [] });
  const line = cosignedAt === undefined ? '' : cosignatureLine(text, WITNESS_KEY, cosignedAt);
  const checkpoint = { size, note: signNote(text, [LOG_KEY]) + line };
  return {
    tree: () => Promise.resolve({ vkey: LOG_VKEY }),
    covering: (wanted) => Promise.resolve(wanted <= size ? checkpoint : null),
    checkpointAt: (wanted) => Promise.resolve(wanted === size ? checkpoint : null),
    hashes: () => Promise.resolve(hashes.read),
  };
}

/** Answers questions from the whole log, without a database. */
export async function factsAt(log: EventLog, today = '2021-09-01') {
  const base = new FactBase(mentionsOf);
  const events = await allOf(log);
  for (const event of events) base.add(factOf(event));
  const ordinalOf = (known: string | undefined): number => {
    if (known === undefined) return events.length;
    if (/^\d+$/.test(known)) return Number(known);
    return events.filter(({ recordedAt }) => recordedAt <= known).length;
  };
  const known = (asOf: string, knownAt: number): Known => {
    const facts = new Facts(base.at(knownAt));
    return {
      asOf,
      knownAt,
      facts: (question) => Promise.resolve(question(facts)),
      each: (_, ids, question) => Promise.resolve(ids.map((id) => question(facts, id))),
      ofEach: (ids, question) => Promise.resolve(ids.map((id) => question(facts, id))),
      incomplete: () => Promise.resolve([]),
      at: (earlier) => known(asOf, earlier),
      nextChange: () => Promise.resolve(null),
      sees: () => Promise.resolve(true),
      scope: 'everything',
    };
  };
  return {
    known: <T>(at: { asOf?: string | undefined; knownAt?: string | undefined }, work: (known: Known) => Promise<T>) =>
      work(known(at.asOf ?? today, ordinalOf(at.knownAt))),
  };
}

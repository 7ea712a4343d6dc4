import { setTimeout as sleep } from 'node:timers/promises';
import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import type { EventLog, LoggedEvent } from '#event-log/event-log.js';
import { FactsUnreadable, type FactReader } from '#read-models/fact-reader.js';
import { openCheckpoint } from '../tree/checkpoint.js';
import { leafBytes } from '../tree/leaf.js';
import { type HashReader, leafHash, type TreeNode } from '../tree/merkle-tree.js';
import { parseVkey } from '../tree/note-key.js';
import { inclusionNodes, inclusionProof, verifyInclusion } from '../tree/proofs.js';
import { formatTlogProof } from '../tree/tlog-proof.js';
import { answerOf, type BundleSubject, pathOf, textOf } from './bundle-facts.js';
import { BUNDLE_FORMAT, type Bundle, type BundledEvent, type BundleQuestion, writeBundle } from './bundle-format.js';
import { pagesOf } from './bundle-page.js';
import { recordedIn } from './period-record.js';

/** Where checkpoints and hashes come from: the ledger's reader, or a tree in a test. */
export interface ProofSource {
  tree(): Promise<{ vkey: string } | null>;
  /** One over at least so many events, cosigned if there is such a one. */
  covering(size: number): Promise<{ size: number; note: string } | null>;
  checkpointAt(size: number): Promise<{ size: number; note: string } | null>;
  hashes(nodes: readonly TreeNode[], size: number): Promise<HashReader>;
}

/** What answers at a known time. */
type FactsAt = Pick<FactReader, 'known'>;

export interface BundleParts {
  log: EventLog;
  reader: FactsAt;
  proofs: ProofSource;
  /** Public keys of witnesses whose cosignatures are taken along. */
  witnesses?: readonly string[];
  /** How long it waits for a checkpoint, in milliseconds; 10,000 by default. */
  patienceMs?: number;
}

export interface BundleAsked {
  for: BundleQuestion['for'];
  id: string;
  asOf?: CivilDate | undefined;
  knownAt?: string | undefined;
  /** Size of the checkpoint that shall prove it; the last one if left out. */
  checkpoint?: number | undefined;
}

/** The events are not under a checkpoint yet, or not under that one. */
export class NotYetProved extends Error {
  constructor(
    readonly wanted: number,
    readonly treeSize: number | null,
  ) {
    super(`events to ${wanted} are asked for, the checkpoint ends at ${treeSize ?? 'none'}`);
    this.name = 'NotYetProved';
  }
}

/** More events than one file is to hold. */
export class BundleTooLarge extends Error {
  constructor(readonly events: number) {
    super(`${events} events are more than ${MOST_EVENTS}`);
    this.name = 'BundleTooLarge';
  }
}

/** An event is not what the ledger hashed: the record was altered after it was signed. */
export class RecordNotAsSigned extends Error {
  constructor(
    readonly ordinal: number,
    options?: ErrorOptions,
  ) {
    super(`event ${ordinal} is not what was signed`, options);
    this.name = 'RecordNotAsSigned';
  }
}

export const MOST_EVENTS = 5_000;
const STREAMS_AT_ONCE = 16;
const LOOK_MS = 100;
/** What witnesses are given to cosign a checkpoint that is new, in milliseconds. */
const FOR_WITNESSES_MS = 3_000;

/** What the events of an answer are, before anything is proved. */
interface Selected {
  question: BundleQuestion;
  answer: string;
  by: 'streams' | 'ordinals';
  streams: string[];
  first: number;
  last: number;
  events: readonly LoggedEvent[];
}

/**
 * Answers a question and puts together what an outsider needs to check the answer: the events that it rests on, their
 * proofs, the checkpoint. The same question, known at the same ordinal and under the same signed checkpoint, gives the same
 * bytes. Null: what is asked about is not on record.
 *
 * @throws {NotYetProved} @throws {BundleTooLarge} @throws {RecordNotAsSigned}
 */
export async function makeBundle(
  parts: BundleParts,
  asked: BundleAsked,
): Promise<{ bundle: Bundle; bytes: Uint8Array } | null> {
  const selected = asked.for === 'period' ? await periodOf(parts, asked) : await answered(parts, asked, asked.for);
  if (!selected) return null;
  const { question, answer, by, streams, first, last, events } = selected;
  const { note, size, root, log, witnesses } = await checkpointFor(parts, question.knownAt, asked.checkpoint);
  const read = await parts.proofs.hashes(
    events.flatMap(({ ordinal }) => inclusionNodes(Number(ordinal) - 1, size)),
    size,
  );
  const bundled = events.map((event): BundledEvent => {
    const ordinal = Number(event.ordinal);
    const index = ordinal - 1;
    const leaf = leafBytes(event);
    const proof = inclusionProof(index, size, read);
    try {
      verifyInclusion({ index, size, leaf: leafHash(leaf), root, proof });
    } catch (cause) {
      throw new RecordNotAsSigned(ordinal, { cause });
    }
    return { ordinal, leaf, proof: formatTlogProof({ extra: null, index, proof, checkpoint: note }) };
  });
  const evidence = evidenceIn(JSON.parse(answer));
  const ids = new Set(events.map(({ id }) => id));
  const lacking = evidence.find((id) => !ids.has(id));
  if (lacking !== undefined) throw new Error(`the evidence ${lacking} is in none of the streams of the answer`);
  const bundle: Omit<Bundle, 'pages'> = {
    manifest: {
      format: BUNDLE_FORMAT,
      question,
      treeSize: size,
      keys: { log, witnesses },
      chosen: { by, streams, first, last, ...CHOSEN[by] },
      evidence,
      ordinals: bundled.map(({ ordinal }) => ordinal),
    },
    answer,
    checkpoint: note,
    events: bundled,
  };
  const whole = { ...bundle, pages: pagesOf(bundle) };
  return { bundle: whole, bytes: writeBundle(whole) };
}

const CHOSEN = {
  streams: {
    vi: 'Mọi sự kiện, tính đến số thứ tự đã nêu, của các luồng mà câu trả lời đã xem và của các luồng nhắc đến chúng; gồm cả bản ghi đã bị hủy. Trong mỗi luồng, số phiên bản liền nhau từ 0, nên không thể bỏ bớt sự kiện ở giữa. Việc không có luồng nào khác liên quan chỉ kiểm tra được trên toàn bộ sổ ghi.',
    en: 'All events, up to the ordinal given, of the streams that the answer looked at and of those that name them; annulled records too. The revisions of a stream run from 0 without a gap, so none can be left out in between. That no other stream bears on it can be checked on the whole log only.',
  },
  ordinals: {
    vi: 'Mọi sự kiện được ghi trong thời gian đó theo đồng hồ của sổ ghi; số thứ tự liền nhau, nên không thể bỏ bớt sự kiện nào.',
    en: 'All events that were recorded in the period by the clock of the record; their ordinals run without a gap, so none can be left out.',
  },
} as const;

async function answered(
  { log, reader }: BundleParts,
  { id, asOf, knownAt }: BundleAsked,
  of: BundleSubject,
): Promise<Selected | null> {
  const found = await reader.known({ asOf, knownAt, ofRecord: true }, async (known) => {
    const answer = await known.facts((facts) => {
      const said = answerOf(facts, of, id, known.asOf);
      return said && { said, streams: streamsUnder(facts) };
    });
    const unreadable = await known.incomplete();
    if (unreadable.length > 0) throw new FactsUnreadable(unreadable);
    return answer && { ...answer, asOf: known.asOf, knownAt: known.knownAt };
  });
  if (!found) return null;
  const events = await eventsOf(log, found.streams, found.knownAt);
  const question = { for: of, id, path: pathOf(of, id), asOf: found.asOf, knownAt: found.knownAt };
  const streams = [...new Set(events.map(({ stream }) => stream))].sort();
  const [first = 0, last = 0] = [events[0], events.at(-1)].map((event) => Number(event?.ordinal ?? 0));
  return { question, answer: textOf(found.said), by: 'streams', streams, first, last, events };
}

/** The streams that an answer rests on: those that it looked at, and those that name what it asked about in that role. */
function streamsUnder(facts: Facts): string[] {
  const streams = new Set<string>();
  for (const on of [...facts.restsOn()]) {
    const space = on.indexOf(' ');
    if (space < 0) streams.add(on);
    else {
      const [role, target] = [on.slice(0, space), on.slice(space + 1)];
      const naming = role === '*' ? facts.namedAnywhere(target) : facts.named(target, role);
      for (const { stream } of naming) streams.add(stream);
    }
  }
  return [...streams].sort();
}

/** The events of streams up to an ordinal, in the order of the log. */
async function eventsOf(log: EventLog, streams: readonly string[], knownAt: number): Promise<LoggedEvent[]> {
  const events: LoggedEvent[] = [];
  for (let i = 0; i < streams.length; i += STREAMS_AT_ONCE) {
    const some = streams.slice(i, i + STREAMS_AT_ONCE);
    const loaded = await Promise.all(some.map((stream) => log.readStream(stream)));
    events.push(...loaded.flat().filter(({ ordinal }) => Number(ordinal) <= knownAt));
    if (events.length > MOST_EVENTS) throw new BundleTooLarge(events.length);
  }
  return events.sort((a, b) => Number(a.ordinal - b.ordinal));
}

async function periodOf({ log, reader }: BundleParts, { id, asOf, knownAt }: BundleAsked): Promise<Selected> {
  const [from = '', until = ''] = id.split(':');
  const known = await reader.known({ asOf, knownAt }, (at) => Promise.resolve({ asOf: at.asOf, knownAt: at.knownAt }));
  const end = (day: CivilDate) => lastBefore(reader, day, known.knownAt);
  const first = (await end(from)) + 1;
  const last = await end(until);
  if (last - first + 1 > MOST_EVENTS) throw new BundleTooLarge(last - first + 1);
  const events: LoggedEvent[] = [];
  const limit = last - first + 1;
  if (limit > 0) for await (const batch of log.readAll(BigInt(first - 1), { limit })) events.push(...batch);
  const question: BundleQuestion = { for: 'period', id, path: null, ...known };
  const answer = textOf(recordedIn(question, { first, last }, events));
  return { question, answer, by: 'ordinals', streams: [], first, last, events };
}

/** The last ordinal that was recorded before a day begins in Asia/Ho_Chi_Minh, and is known. */
async function lastBefore(reader: FactsAt, day: CivilDate, knownAt: number): Promise<number> {
  const moment = new Date(new Date(`${day}T00:00:00+07:00`).getTime() - 1);
  if (moment.getTime() > Date.now()) return knownAt;
  const found = await reader.known({ knownAt: moment.toISOString() }, (at) => Promise.resolve(at.knownAt));
  return Math.min(found, knownAt);
}

/** The checkpoint that is to prove events up to `knownAt`, checked with the log's key, with the witnesses that signed it. */
async function checkpointFor(
  { proofs, witnesses = [], patienceMs = 10_000 }: BundleParts,
  knownAt: number,
  size?: number,
) {
  const deadline = Date.now() + patienceMs;
  const forWitnesses = Date.now() + Math.min(FOR_WITNESSES_MS, patienceMs);
  for (;;) {
    const [tree, found] = await Promise.all([
      proofs.tree(),
      size === undefined ? proofs.covering(knownAt) : proofs.checkpointAt(size),
    ]);
    if (tree && found && found.size >= knownAt) {
      const opened = openCheckpoint(found.note, parseVkey(tree.vkey), witnesses.map(parseVkey));
      const complete = size !== undefined || opened.cosignatures.length >= witnesses.length;
      if (complete || Date.now() >= forWitnesses) {
        const cosigned = opened.cosignatures.map(({ key }) => key.vkey);
        return { note: found.note, size: opened.size, root: opened.root, log: tree.vkey, witnesses: cosigned };
      }
    } else if (Date.now() >= deadline || (found && size !== undefined)) {
      throw new NotYetProved(knownAt, found?.size ?? null);
    }
    await sleep(LOOK_MS);
  }
}

/** All ids under `evidence`, at any depth of an answer, each once. */
export function evidenceIn(value: unknown): string[] {
  const ids = new Set<string>();
  const look = (part: unknown, under: string): void => {
    if (typeof part === 'string' && under === 'evidence') ids.add(part);
    else if (Array.isArray(part)) for (const one of part) look(one, under);
    else if (typeof part === 'object' && part !== null) for (const [name, one] of Object.entries(part)) look(one, name);
  };
  look(value, '');
  return [...ids].sort();
}

import type { Envelope } from '#event-log/event-log.js';
import { sampleEnvelope } from '#event-log/testing/sample-envelope.js';

/** An event as somebody with all rights over the store sees it: the index beside it can be changed apart from it. */
export interface StoredRow {
  readonly ordinal: number;
  readonly stream: string;
  readonly revision: number;
  readonly envelope: Envelope;
}

export interface Tampered {
  readonly rows: readonly StoredRow[];
  /** Ordinal of the first event that is not what it was. */
  readonly first: number;
}

/** A number from 0, smaller than `below`. */
export type Pick = (below: number) => number;

/** The same numbers for the same seed (mulberry32). */
export function picks(seed: number): Pick {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What somebody with all rights can do to stored events, each at a place of chance. */
export const TAMPERING: Readonly<Record<string, (rows: readonly StoredRow[], pick: Pick) => Tampered>> = {
  'the payload is edited': edit((envelope) => ({ ...envelope, data: { edited: envelope.data } })),
  'one letter of the payload gets another tone mark': edit((envelope) => ({
    ...envelope,
    data: JSON.parse(JSON.stringify(envelope.data).replace('ạ', 'a')) as Envelope['data'],
  })),
  'the metadata is edited': edit((envelope) => ({ ...envelope, meta: { source: 'elsewhere' } })),
  'the time is edited': edit((envelope) => ({ ...envelope, recordedAt: '2026-11-21T01:02:03.004Z' })),
  'the actor is edited': edit((envelope) => ({ ...envelope, actor: 'person-other' })),
  'the acting office is edited': edit((envelope) => ({ ...envelope, office: 'office-other' })),
  'the type is edited': edit((envelope) => ({ ...envelope, type: 'TaskWithdrawn' })),
  'one is deleted and a gap is left': (rows, pick) => {
    const at = pick(rows.length - 1);
    return { rows: without(rows, at, 1), first: at + 1 };
  },
  'one is deleted and the gap is closed': (rows, pick) => {
    const at = pick(rows.length - 1);
    return { rows: numbered(without(rows, at, 1)), first: at + 1 };
  },
  'a range is deleted': (rows, pick) => {
    const at = pick(rows.length - 3);
    return { rows: numbered(without(rows, at, 2 + pick(rows.length - at - 3))), first: at + 1 };
  },
  'the tail is deleted': (rows, pick) => {
    const at = 1 + pick(rows.length - 1);
    return { rows: rows.slice(0, at), first: at + 1 };
  },
  'one is inserted': (rows, pick) => {
    const at = pick(rows.length);
    const envelope = sampleEnvelope('task-forged', 0, { data: { forged: true } });
    return { rows: inserted(rows, at, { ordinal: 0, stream: 'task-forged', revision: 0, envelope }), first: at + 1 };
  },
  'one is there twice': (rows, pick) => {
    const at = pick(rows.length - 1);
    const row = rowAt(rows, at);
    const twice = {
      ...row,
      stream: 'task-again',
      revision: 0,
      envelope: { ...row.envelope, stream: 'task-again', revision: 0 },
    };
    return { rows: inserted(rows, at + 1, twice), first: at + 2 };
  },
  'two change places': (rows, pick) => {
    const at = pick(rows.length - 1);
    const other = at + 1 + pick(rows.length - at - 1);
    return { rows: swapped(rows, at, other), first: at + 1 };
  },
  'one is moved to another stream': edit((envelope) => ({ ...envelope, stream: 'task-elsewhere', revision: 0 })),
  'two of a stream change revisions': (rows, pick) => {
    const at = pick(rows.length - STREAMS);
    const other = at + STREAMS;
    const [a, b] = [rowAt(rows, at), rowAt(rows, other)];
    const changed = rows.map((row, i) =>
      i === at ? placed(row, b.revision) : i === other ? placed(row, a.revision) : row,
    );
    return { rows: changed, first: at + 1 };
  },
};

/** The events of a log to tamper with: `STREAMS` streams in turn, so that an event and the one so many later share one. */
export const STREAMS = 6;

export function numbered(rows: readonly StoredRow[]): StoredRow[] {
  return rows.map((row, i) => ({ ...row, ordinal: i + 1 }));
}

/** One event changed, and the index with it. */
export function edit(change: (envelope: Envelope) => Envelope): (rows: readonly StoredRow[], pick: Pick) => Tampered {
  return (rows, pick) => {
    const at = pick(rows.length);
    const changed = rows.map((row, i) => {
      if (i !== at) return row;
      const envelope = change(row.envelope);
      return { ...row, envelope, stream: envelope.stream, revision: envelope.revision };
    });
    return { rows: changed, first: at + 1 };
  };
}

function placed(row: StoredRow, revision: number): StoredRow {
  return { ...row, revision, envelope: { ...row.envelope, revision } };
}

function without(rows: readonly StoredRow[], at: number, count: number): StoredRow[] {
  return rows.filter((_, i) => i < at || i >= at + count);
}

function inserted(rows: readonly StoredRow[], at: number, row: StoredRow): StoredRow[] {
  return numbered([...rows.slice(0, at), row, ...rows.slice(at)]);
}

function swapped(rows: readonly StoredRow[], a: number, b: number): StoredRow[] {
  return numbered(rows.map((row, i) => (i === a ? rowAt(rows, b) : i === b ? rowAt(rows, a) : row)));
}

function rowAt(rows: readonly StoredRow[], at: number): StoredRow {
  const row = rows[at];
  if (!row) throw new RangeError(`no row ${at}`);
  return row;
}

import { annulledIn } from '#domain/fold.js';
import type { At, FactReader, Snapshot } from './fact-reader.js';

/** One recorded event, as evidence: what was recorded, when, by whom, from which source. */
export interface RecordedEvent {
  id: string;
  position: number;
  stream: string;
  revision: number;
  type: string;
  data: object;
  /** Source document and line; `historical` for an import. */
  meta: object;
  actor: string | null;
  office: string | null;
  /** UTC instant. */
  recordedAt: string;
  /** Is it out of force by then (R10)? */
  annulled: boolean;
}

interface Row {
  id: string;
  position: string;
  stream: string;
  revision: number;
  type: string;
  data: object;
  meta: object;
  actor: string | null;
  office: string | null;
  recorded_at: Date;
}

const COLUMNS = `event_id AS id, ordinal AS position, stream, revision, type, data, meta, actor, office, recorded_at`;

/** The events of a stream up to the known time, annulled ones marked. Null: no such stream is known. */
export async function eventsOf(reader: FactReader, stream: string, at: At = {}) {
  return reader.snapshot({ ...at, ofRecord: true }, async (snapshot) => {
    const events = await streamEvents(snapshot, stream);
    return events.length === 0 ? null : { stream, asOf: snapshot.asOf, knownAt: snapshot.knownAt, events };
  });
}

/** One event by its id. Null: not known. */
export async function eventById(reader: FactReader, id: string, at: At = {}) {
  return reader.snapshot({ ...at, ofRecord: true }, async (snapshot) => {
    const rows = await snapshot.rows<Row>(`SELECT ${COLUMNS} FROM fact WHERE event_id = $1 AND ordinal <= $2`, [
      id,
      snapshot.knownAt,
    ]);
    const row = rows[0];
    if (!row) return null;
    const event = (await streamEvents(snapshot, row.stream)).find((e) => e.id === id);
    return event ? { asOf: snapshot.asOf, knownAt: snapshot.knownAt, ...event } : null;
  });
}

async function streamEvents(snapshot: Snapshot, stream: string): Promise<RecordedEvent[]> {
  if (!(await snapshot.sees(stream))) return [];
  const rows = await snapshot.rows<Row>(
    `SELECT ${COLUMNS} FROM fact WHERE stream = $1 AND ordinal <= $2 ORDER BY ordinal`,
    [stream, snapshot.knownAt],
  );
  const annulled = annulledIn(rows.map((row) => ({ ...row, ordinal: Number(row.position) })));
  return rows.map(({ position, recorded_at, ...row }) => ({
    ...row,
    position: Number(position),
    recordedAt: recorded_at.toISOString(),
    annulled: annulled.has(row.id),
  }));
}

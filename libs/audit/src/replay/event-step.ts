import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import { annulledIn } from '#domain/fold.js';
import { nameOn } from '#domain/organisation/unit.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import { eventInWords } from '#domain/tasks/task-history.js';
import type { Json } from '#event-log/json.js';
import type { Language } from '#exchange/columns.js';
import type { Snapshot } from '#read-models/fact-reader.js';
import { inWords, type Naming } from './difference-words.js';
import { eventName } from './event-names.js';
import { type Difference, differences } from './structure-diff.js';

/** A difference as it goes out: one sentence, and where it stands in either answer. */
export interface ToldDifference {
  words: string;
  /** JSON pointers (RFC 6901) into the two; null: it is not in that one. */
  pointers: Difference['pointers'];
  before: Json;
  after: Json;
}

export interface HistoryStep {
  event: {
    id: string;
    position: number;
    stream: string;
    revision: number;
    type: string;
    /** What such an event is called. */
    name: string;
    /** Valid time: the day on which it says that something came about; null: it names none. */
    on: CivilDate | null;
    /** UTC instant. */
    recordedAt: string;
    actor: string | null;
    office: string | null;
  };
  /** What it says, where there are words for it. */
  says: string | null;
  /** The annulment that has taken it out of later answers, as known at the end of the page; null: it is in force. */
  annulled: { by: string; position: number } | null;
  /** As known right before the event, and right after. Null: not on record. */
  before: Json;
  after: Json;
  differences: ToldDifference[];
}

interface EventRow {
  ordinal: string;
  id: string;
  stream: string;
  revision: number;
  type: string;
  data: object;
  actor: string | null;
  office: string | null;
  recorded_at: Date;
}

const COLUMNS = 'ordinal, event_id AS id, stream, revision, type, data, actor, office, recorded_at';

/** The events at these ordinals. */
export function eventsAt(snapshot: Snapshot, ordinals: readonly number[]): Promise<EventRow[]> {
  const seen = snapshot.seen('stream', 2);
  return snapshot.rows(`SELECT ${COLUMNS} FROM fact WHERE ordinal = ANY($1) AND ${seen.sql} ORDER BY ordinal`, [
    ordinals,
    ...seen.values,
  ]);
}

/** The next events after an ordinal, in log order, as far as the snapshot knows them. */
export function eventsAfter(snapshot: Snapshot, ordinal: number, limit: number): Promise<EventRow[]> {
  const seen = snapshot.seen('stream', 3);
  return snapshot.rows(
    `SELECT ${COLUMNS} FROM fact WHERE ordinal > $1 AND ordinal <= $2 AND ${seen.sql} ORDER BY ordinal LIMIT ${limit}`,
    [ordinal, snapshot.knownAt, ...seen.values],
  );
}

/** An event with what it changed, in the words of a language. */
export async function stepOf(
  snapshot: Snapshot,
  row: EventRow,
  states: { before: Json; after: Json },
  language: Language,
): Promise<HistoryStep> {
  const position = Number(row.ordinal);
  const { id, stream, revision, type, data, actor, office } = row;
  const fact = { id, ordinal: position, stream, type, data };
  const { says, annulled } = await snapshot.facts((facts) => ({
    says: eventInWords(facts, fact)?.[language] ?? null,
    annulled: annulmentOf(facts.streamFacts(stream), id),
  }));
  return {
    event: {
      id,
      position,
      stream,
      revision,
      type,
      name: eventName(type, language),
      on: validDayOf(data),
      recordedAt: row.recorded_at.toISOString(),
      actor,
      office,
    },
    says,
    annulled: annulled && { by: annulled.id, position: annulled.ordinal },
    ...states,
    differences: await toldIn(snapshot, differences(states.before, states.after), language),
  };
}

/** Differences in words, with the names as on the date and as known by the snapshot. */
export function toldIn(
  known: Pick<Snapshot, 'facts' | 'asOf'>,
  found: readonly Difference[],
  language: Language,
): Promise<ToldDifference[]> {
  return known.facts((facts) => {
    const naming = namingIn(facts, known.asOf, language);
    return found.map((difference) => ({
      words: inWords(difference, naming),
      pointers: difference.pointers,
      before: difference.before ?? null,
      after: difference.after ?? null,
    }));
  });
}

function namingIn(facts: Facts, asOf: CivilDate, language: Language): Naming {
  const unit = (id: string) => {
    const found = facts.unit(id);
    return found ? nameOn(found, asOf) : id;
  };
  return {
    language,
    unit,
    office: (id) => {
      const office = facts.office(id);
      if (!office) return id;
      const body = unit(office.body);
      return office.title.includes(body) ? office.title : `${office.title}, ${body}`;
    },
    person: (id) => facts.person(id)?.name ?? id,
  };
}

/** R10: the annulment in force that takes an event out. */
function annulmentOf(stream: readonly RecordedFact[], id: string): RecordedFact | null {
  const gone = annulledIn(stream);
  const takesItOut = (fact: RecordedFact) =>
    fact.type === 'RecordAnnulled' && !gone.has(fact.id) && (fact.data as { target: string }).target === id;
  return stream.find(takesItOut) ?? null;
}

/** Events say their day as `on`, or as the first day of what they say. */
function validDayOf(data: object): CivilDate | null {
  const { on, from } = data as { on?: unknown; from?: unknown };
  if (typeof on === 'string') return on;
  return typeof from === 'string' ? from : null;
}

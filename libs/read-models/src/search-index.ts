import { categoryOf } from '#domain/decider.js';
import type { QueryRunner } from 'typeorm';
import { foldedText } from '#domain/vietnamese-text.js';
import type { LoggedEvent } from '#event-log/event-log.js';
import { upcast } from '#event-log/upcast.js';
import { changesOfForce } from './changes-of-force.js';
import type { Projection } from './projection.js';
import { isSearchKind, type SearchText, searchTextsOf } from './search-text.js';

/**
 * The texts by which things are found, folded, each with the known range in which its event counts. It stands after the
 * index of facts, which says what cannot be read.
 */
export const searchIndex: Projection = {
  name: 'search-index',
  async apply(batch, db) {
    const parked = await parkedAmong(batch, db);
    const readable = batch
      .filter((event) => event.ordinal < (parked.get(event.stream) ?? event.ordinal + 1n))
      .map((event) => upcast(event));
    const texts = readable.flatMap((event) => textsOf(event).map((text, n) => ({ event, text, n })));
    if (texts.length > 0) await insertTexts(texts, db);
    const annulments = readable.filter((event) => event.type === 'RecordAnnulled');
    for (const change of await changesOfForce(annulments, db)) {
      await db.query(`UPDATE search_text SET known_until = $2 WHERE event_id = ANY($1) AND known_until IS NULL`, [
        change.closed,
        String(change.ordinal),
      ]);
      await db.query(
        `INSERT INTO search_text (event_id, n, known_from, event_ordinal, stream, kind, part, text, folded)
         SELECT DISTINCT event_id, n, $2::bigint, event_ordinal, stream, kind, part, text, folded FROM search_text
         WHERE event_id = ANY($1)`,
        [change.opened, String(change.ordinal)],
      );
    }
  },
};

function textsOf(event: LoggedEvent): SearchText[] {
  return isSearchKind(categoryOf(event.stream)) ? searchTextsOf(event.type, event.data as object) : [];
}

async function parkedAmong(batch: readonly LoggedEvent[], db: QueryRunner): Promise<Map<string, bigint>> {
  const rows = (await db.query(`SELECT stream, ordinal FROM parked WHERE stream = ANY($1)`, [
    [...new Set(batch.map((event) => event.stream))],
  ])) as { stream: string; ordinal: string }[];
  return new Map(rows.map((row) => [row.stream, BigInt(row.ordinal)]));
}

async function insertTexts(
  texts: readonly { event: LoggedEvent; text: SearchText; n: number }[],
  db: QueryRunner,
): Promise<void> {
  await db.query(
    `INSERT INTO search_text (event_id, n, known_from, event_ordinal, stream, kind, part, text, folded)
     SELECT event_id, n, ordinal, ordinal, stream, kind, part, text, folded
     FROM unnest($1::uuid[], $2::integer[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
       AS given(event_id, n, ordinal, stream, kind, part, text, folded)`,
    [
      texts.map(({ event }) => event.id),
      texts.map(({ n }) => n),
      texts.map(({ event }) => String(event.ordinal)),
      texts.map(({ event }) => event.stream),
      texts.map(({ event }) => categoryOf(event.stream)),
      texts.map(({ text }) => text.part),
      texts.map(({ text }) => text.text),
      // Spaces around it: a word begins after one, wherever it stands.
      texts.map(({ text }) => ` ${foldedText(text.text)} `),
    ],
  );
}

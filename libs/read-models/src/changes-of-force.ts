import type { QueryRunner } from 'typeorm';
import { annulledIn } from '#domain/fold.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import type { LoggedEvent } from '#event-log/event-log.js';

/** From an ordinal on, events of one stream that no longer count, and events that count again. */
export interface ChangeOfForce {
  ordinal: bigint;
  closed: string[];
  opened: string[];
}

/**
 * R10: what each annulment changes, in log order; the facts of the batch are in their table by then. An annulment of an
 * annulment lets an event count again. What is out of force follows from all annulments of the stream together, so they
 * are compared as known before and after each.
 */
export async function changesOfForce(annulments: readonly LoggedEvent[], db: QueryRunner): Promise<ChangeOfForce[]> {
  if (annulments.length === 0) return [];
  const rows = (await db.query(
    `SELECT ordinal, event_id AS id, stream, type, data FROM fact
     WHERE stream = ANY($1) AND type = 'RecordAnnulled' ORDER BY ordinal`,
    [[...new Set(annulments.map((event) => event.stream))]],
  )) as (Omit<RecordedFact, 'ordinal'> & { ordinal: string })[];
  const all = rows.map((row): RecordedFact => ({ ...row, ordinal: Number(row.ordinal) }));
  return annulments.map(({ stream, ordinal }) => {
    const known = all.filter((fact) => fact.stream === stream && fact.ordinal <= Number(ordinal));
    const before = annulledIn(known.slice(0, -1));
    const after = annulledIn(known);
    return {
      ordinal,
      closed: [...after].filter((id) => !before.has(id)),
      opened: [...before].filter((id) => !after.has(id)),
    };
  });
}

import { PROOF_RESULTS } from '#audit/replay-proof/replay-proof.js';
import { BUILD_TABLE_NAMES } from '#read-models/build-tables.js';
import {
  flag,
  instant,
  list,
  number,
  object,
  oneOf,
  or,
  record,
  ref,
  type Schema,
  text,
  whole,
} from './answer-parts.js';

const digest = object({
  rows: whole(),
  digest: text('SHA-256, hex, of the rows in the order of their keys: each as RFC 8785 and a line feed.'),
});
const table = oneOf(BUILD_TABLE_NAMES);
const columns = (what: string): Schema =>
  or({
    type: 'object',
    description: what,
    additionalProperties: true,
  });

const proof: Schema = object({
  id: { ...text(), format: 'uuid' },
  result: oneOf(
    PROOF_RESULTS,
    '`equal`: what is read is what the log makes. `different`: it is not. `stopped`: by somebody or with its process. `failed`: it could not be checked.',
  ),
  startedAt: instant('UTC instant.'),
  endedAt: or(instant('UTC instant.')),
  tables: list(table),
  swap: flag('The new read models were to take the place of the others.'),
  program: text('Version of the program.'),
  readSide: whole('Version of the read models’ form.'),
  ordinal: or(whole('Ordinal at which the two were compared.')),
  continuedAt: or(whole('Ordinal from which an unfinished build was continued; 0: made from nothing in one go.')),
  root: or(text('Root of the log’s tree (RFC 6962) at that ordinal, base64; null where it was not known.')),
  digests: or(
    object({
      live: text('SHA-256, hex, of the tables’ rows and digests, as RFC 8785.'),
      rebuilt: text('The same of what was made anew.'),
    }),
  ),
  comparison: or(
    object({
      tables: list(
        object({
          table,
          live: digest,
          rebuilt: digest,
          missing: whole('Rows that the log makes and that were not read.'),
          extra: whole('Rows that were read and that the log does not make.'),
          changed: whole('Rows with other contents.'),
        }),
      ),
      firstDifference: or(
        object({
          table,
          key: record({ type: ['string', 'integer'] }, 'Columns by which the row is found.'),
          live: columns('What was read: the columns that differ, or the whole row; null: no such row.'),
          rebuilt: columns('What the log makes.'),
        }),
      ),
    }),
  ),
  swappedAt: or(whole('Ordinal at which the new read models took the place of the others.')),
  reason: or(text('Why it was stopped or has failed.')),
  progress: or(
    object({
      phase: oneOf(['replaying', 'comparing']),
      done: whole('Events replayed, or rows compared.'),
      of: whole(),
      rate: number('A second.'),
      secondsLeft: or(number()),
    }),
  ),
});

/** Answers about replay proofs. */
export const REPLAY_PROOF_ANSWERS: Readonly<Record<string, Schema>> = {
  ReplayProof: proof,
  ReplayProofList: object({
    items: list(ref('ReplayProof')),
    next: or(text('Cursor of the next page; null on the last.')),
  }),
};

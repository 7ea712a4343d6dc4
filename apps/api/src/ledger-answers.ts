import { instant, list, object, oneOf, or, type Schema, text, flag, whole } from './answer-parts.js';

const checkpoint = or(
  object(
    { origin: text('Name of the log.'), size: whole('Records that it covers: all up to this ordinal.') },
    'The last checkpoint; null: none was signed yet.',
  ),
);

/** The forms of what proves the record. */
export const LEDGER_ANSWERS: Readonly<Record<string, Schema>> = {
  CommandReceipt: object({
    commandId: { ...text(), format: 'uuid' },
    position: or(whole('Ordinal of the last record; null if nothing had to be recorded.')),
    checkpoint,
    events: list(
      object({
        id: { ...text('Event id.'), format: 'uuid' },
        type: text(),
        stream: text(),
        revision: whole(),
        position: whole('Ordinal.'),
        recordedAt: instant('UTC instant.'),
        signed: flag('Whether the last checkpoint covers it; then there is a proof.'),
        proof: text('Where the proof is (C2SP tlog-proof).'),
        leaf: text('Where the bytes are that the proof is checked against.'),
      }),
    ),
  }),
  InclusionProof: object({
    origin: text('Name of the log.'),
    index: whole('From 0: the ordinal less 1.'),
    size: whole(),
    leaf: text('Hash of the leaf, base64.'),
    proof: list(text('Hash, base64; from the leaf up.')),
  }),
  ConsistencyProof: object({
    origin: text('Name of the log.'),
    from: whole(),
    to: whole(),
    proof: list(text('Hash, base64.')),
  }),
  LogHistory: object({
    logs: list(
      object({
        number: whole('1 for the first; the last one grows.'),
        origin: text(),
        vkey: text('Public key.'),
        begunAt: instant('UTC instant.'),
        after: or(
          object(
            {
              reason: text(),
              declaredBy: text(),
              lastNote: or(text('The last checkpoint of the log before, as it was kept beside its key.')),
            },
            'The loss that was declared of the log before; null for the first one.',
          ),
        ),
      }),
    ),
  }),
};

/** Of the health answer: a detail that makes the process unready is not among it. */
export const ledgerHealth = object({
  here: oneOf(['leads', 'stands by', 'off'], 'What this process does of it.'),
  hashed: or(whole('Records that were hashed.')),
  signed: or(whole('Records under the last signed checkpoint.')),
  lagEvents: or(whole('Records that no checkpoint covers yet.')),
  alarm: or(
    object(
      { kind: text(), detail: text(), since: instant('UTC instant.') },
      'It refuses to sign, or a witness holds another history. Somebody has to look.',
    ),
  ),
  witnesses: list(
    object({
      name: text(),
      kind: oneOf(['unasked', 'cosigned', 'away', 'refused', 'ahead', 'conflict'], 'What it last answered.'),
      detail: text(),
      size: whole('Records under the checkpoint that it cosigned last, as far as this process knows.'),
      since: instant('UTC instant since which it answers so.'),
    }),
    'Empty where this process does not sign. `ahead` and `conflict` are alarms: it holds another history.',
  ),
  trouble: or(text('What it is waiting for here.')),
});

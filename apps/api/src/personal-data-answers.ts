/** What answers about personal data are made of, and how what is sealed is opened for them. */

import type { PersonalData } from '#read-models/personal-data.js';
import { ERASED, type Sealer } from '#sealing/sealer.js';
import { AT, day, object, oneOf, or, type Schema, text } from './answer-parts.js';

const STATES = ['recorded', 'erased'] as const;

/** How the state of a field reads; a field that was never recorded is null: chưa có thông tin. */
export const STATE_WORDS = {
  recorded: { vi: 'đã ghi', en: 'on record' },
  erased: { vi: 'đã xóa theo quyết định', en: 'erased by order' },
} as const satisfies Record<(typeof STATES)[number], { vi: string; en: string }>;

interface OpenedField {
  state: (typeof STATES)[number];
  words: { vi: string; en: string };
  /** Null: erased. */
  value: string | null;
  on: string;
  evidence: string;
}

/**
 * Opens the fields of a subject. Where an order stands nothing is opened, also while the key still waits to be destroyed.
 *
 * @throws {SealBroken} @throws {KeyMissing}
 */
export async function openedData<F extends string>(sealer: Sealer, data: PersonalData, names: readonly F[]) {
  const { asOf, knownAt, subject, erasure } = data;
  const opened = new Map<string, OpenedField>();
  for (const { field, value, on, evidence } of data.fields) {
    const found = erasure ? ERASED : await sealer.open({ subject, field, event: evidence }, value);
    const [state, text] = found === ERASED ? (['erased', null] as const) : (['recorded', found.text] as const);
    opened.set(field, { state, words: STATE_WORDS[state], value: text, on, evidence });
  }
  const fields = Object.fromEntries(names.map((name) => [name, opened.get(name) ?? null]));
  return { asOf, knownAt, subject, ...(fields as Record<F, OpenedField | null>), erasure };
}

const field = or(
  object(
    {
      state: oneOf(STATES),
      words: object({ vi: text(), en: text() }),
      value: or(text('Null: erased.')),
      on: day('The day from which it is so.'),
      evidence: text('Event id of the record in which it stands sealed.'),
    },
    'Null: nothing is on record (chưa có thông tin).',
  ),
);
const erasure = or(
  object(
    {
      on: day(),
      office: text('Office that ordered it.'),
      person: text('Who held it on that day.'),
      reason: text(),
      evidence: text('Event id of the order.'),
    },
    'Order by which the data were erased, of all that is known now, whatever `knownAt` says.',
  ),
);
const subject = text('Stream of whose data it is.');

export const PERSONAL_DATA_ANSWERS: Readonly<Record<string, Schema>> = {
  PersonalDetails: object({ ...AT, subject, phone: field, address: field, nationalId: field, erasure }),
  FindingInformant: object({ ...AT, subject, informant: field, erasure }),
};

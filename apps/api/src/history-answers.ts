import { AT, day, flag, incomplete, instant, list, object, or, type Schema, text, whole } from './answer-parts.js';

/** Whatever the page answers; it is described where the page is. */
const anyState = (description: string): Schema => ({
  type: ['object', 'array', 'string', 'number', 'boolean', 'null'],
  additionalProperties: true,
  description,
});

export const difference = object({
  words: text('One sentence, in the language of the answer.'),
  pointers: object(
    { before: or(text()), after: or(text()) },
    'JSON pointers (RFC 6901) into the two answers; null: it is not in that one.',
  ),
  before: anyState('What stands there in the first; null where nothing does.'),
  after: anyState('What stands there in the second.'),
});

const answered = object({ ...AT, answer: anyState('The answer of the page. Null: nothing of that id was known.') });

/** The forms of what is answered by stepping through history and comparing. */
export const HISTORY_ANSWERS: Readonly<Record<string, Schema>> = {
  HistoryStep: object({
    event: object({
      id: { ...text('Event id; GET /records/{eventId} shows it.'), format: 'uuid' },
      position: whole('Ordinal: known before it is `knownAt` one less.'),
      stream: text(),
      revision: whole(),
      type: text(),
      name: text('What such an event is called, in the language of the answer.'),
      on: or(day('Valid time: the day on which it says that something came about; null: it names none.')),
      recordedAt: instant('UTC instant at which it was recorded.'),
      actor: or(text()),
      office: or(text()),
    }),
    says: or(text('What it says, where there are words for it.')),
    annulled: or(
      object(
        { by: text('Event id of the annulment.'), position: whole('Ordinal of the annulment.') },
        'It stands in the history, and was taken out of later answers (R10).',
      ),
    ),
    before: anyState(
      'How it stood on `asOf`, as known right before the event: the answer of its page. Null: not on record.',
    ),
    after: anyState('The same, as known right after the event.'),
    differences: list(difference, 'What the event changed; none: nothing on that date.'),
  }),
  Comparison: object({
    view: text('The page that was asked, without its times.'),
    from: answered,
    to: answered,
    same: flag('True: they say the same.'),
    differences: list(difference, 'Names are as in the second.'),
  }),
  HistoryPage: object({
    stream: or(text('Record that is gone through; null: the whole log.')),
    ...AT,
    items: list({ $ref: '#/components/schemas/HistoryStep' }, 'Oldest first.'),
    next: or(text('`cursor` of the next page, which may be fuller than this; null on the last.')),
    incomplete,
  }),
};

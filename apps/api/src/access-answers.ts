import { ACCESS_KINDS } from '#audit/access-log/access-recorder.js';
import { day, instant, list, object, oneOf, or, record, type Schema, text, texts, whole } from './answer-parts.js';

const accessed: Schema = {
  ...object({
    route: text('Method and pattern of the address, `GET /persons/:personId`.'),
    subjects: texts('Streams of whom or what it was about, `person-p-01`.'),
    asked: record(text(), 'Filters of the question that are ids, dates or words of a list.'),
    asOf: or(day()),
    knownAt: or(whole('Ordinal in the log of events.')),
    status: whole('HTTP status.'),
    rows: or(whole('Things in the answer; null: not counted.')),
  }),
  // What a kind has beside these.
  additionalProperties: {
    anyOf: [
      text('`format` of an export, `reason` of a refusal, `sha256` of a bundle.'),
      whole('`events` and `treeSize` of a bundle.'),
    ],
  },
};

/** Answers about the access log. */
export const ACCESS_ANSWERS: Readonly<Record<string, Schema>> = {
  AccessLog: object({
    head: whole('Ordinal of the last entry when it was asked.'),
    items: list(
      object({
        id: { ...text('Event id in the access log.'), format: 'uuid' },
        position: whole('Ordinal in the access log, counted from 1.'),
        kind: oneOf(ACCESS_KINDS),
        recordedAt: instant('UTC instant.'),
        actor: or(text('Person id as stated in the request; null: not said.')),
        office: or(text('Office id as stated in the request; null: not said.')),
        what: accessed,
      }),
    ),
    next: or(whole('`before` of the next page; null on the last.')),
  }),
};

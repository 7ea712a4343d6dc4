import { createHash } from 'node:crypto';

/** A revision of its subject for which a command is meant. */
export interface ExpectedRevision {
  readonly revision: number;
  /** {@link streamMark} of the stream that was read; null: whichever the command records in. */
  readonly mark: string | null;
}

/** What a command was decided on by whoever sends it (`If-Match`). `*`: the subject is on record at all. */
export type Precondition = '*' | readonly ExpectedRevision[];

/** The subject has moved on since it was read. Nothing was recorded, and nothing is kept under the command's key. */
export class StaleRevision extends Error {
  constructor(
    readonly stream: string,
    /** Revision of its last event; null: it is not on record. */
    readonly actual: number | null,
  ) {
    super(`${stream} is at revision ${actual ?? 'none'}`);
    this.name = 'StaleRevision';
  }
}

/** Tells the streams of two tags apart, so that one that was read elsewhere does not match by its number alone. */
export function streamMark(stream: string): string {
  return createHash('sha256').update(stream).digest('hex').slice(0, 12);
}

/** @throws {StaleRevision} the stream is at none of the revisions that are expected */
export function requireExpected(expected: Precondition | undefined, stream: string, length: number): void {
  if (expected === undefined) return;
  const actual = length === 0 ? null : length - 1;
  const met =
    expected === '*'
      ? actual !== null
      : expected.some(({ revision, mark }) => revision === actual && (mark === null || mark === streamMark(stream)));
  if (!met) throw new StaleRevision(stream, actual);
}

import { Generations } from './generations.js';

interface Kept {
  readonly answer: unknown;
  /** Known time of the question. */
  readonly at: number;
  readonly restsOn: readonly string[];
}

/** About so much memory, in bytes. */
const LIMIT = 128 * 1024 * 1024;
const ANSWER_BYTES = 600;
/** Changes that are remembered; when they are more, everything begins anew. */
const MAX_CHANGES = 500_000;

/**
 * Answers about single things, for lists that ask the same of very many: one is given again as long as nothing has changed
 * that it rests on. An answer knows what was looked at to make it (`Facts.restsOn`), and each event, in turn, what it adds
 * to; so whether an answer of one known time is that of another is known, not guessed.
 */
export class KeptAnswers {
  private readonly answers = new Generations<Kept>(LIMIT, ({ restsOn }) => ANSWER_BYTES + 10 * restsOn.length);
  /** Last ordinal at which something changed; of what is not in it, `since` at the latest. */
  private readonly changes = new Map<string, number>();

  constructor(private since: number) {}

  /** The answer to the same question at `knownAt`, if one is kept that holds then. */
  get(key: string, knownAt: number): { answer: unknown } | undefined {
    const kept = this.answers.get(key);
    if (!kept || kept.at === knownAt) return kept;
    const first = Math.min(kept.at, knownAt);
    const unchanged = this.since <= first && kept.restsOn.every((on) => (this.changes.get(on) ?? 0) <= first);
    return unchanged ? kept : undefined;
  }

  put(key: string, answer: unknown, at: number, restsOn: readonly string[]): void {
    this.answers.set(key, { answer, at, restsOn });
  }

  /** An event has changed these. */
  changed(ordinal: number, what: Iterable<string>): void {
    for (const one of what) this.changes.set(one, ordinal);
    if (this.changes.size > MAX_CHANGES) this.begin(ordinal);
  }

  /** Forgets everything: what has changed by the ordinal is not known. */
  begin(since: number): void {
    this.answers.clear();
    this.changes.clear();
    this.since = since;
  }
}

import { createHash } from 'node:crypto';
import { isRestricted } from '#access/concerned.js';
import { isTarget, isVisible, type ReadScope } from '#access/read-scope.js';
import { Facts, type FactSource, type MentionedBy } from '#domain/facts.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import { askEach, FactsMissing, type LoadedFacts } from './loaded-facts.js';

/** Which fences stand. Both, except in tests that show that each holds alone. */
export interface Fences {
  /** What is out of scope gives no facts. */
  readonly policy: boolean;
  /** PostgreSQL lets a stream through first. */
  readonly rows: boolean;
}

/** Of streams that are asked for, those that PostgreSQL lets the reader's role see in this name. */
export type Admit = (streams: readonly string[]) => Promise<ReadonlySet<string>>;

interface Verdict {
  readonly sees: boolean;
  /** What the verdict rests on (`Facts.restsOn`). */
  readonly restsOn: ReadonlySet<string>;
}

/**
 * What one question sees: in whose name it is asked, and what has been found out about single streams. It is judged by what
 * is known now, whatever known time the question is about: a permission of today does not come from yesterday's record.
 */
export class Sight {
  private readonly verdicts = new Map<string, Verdict>();
  private readonly admitted = new Map<string, boolean>();

  /** @param judged what is known now */
  constructor(
    readonly scope: ReadScope,
    readonly fences: Fences,
    private readonly judged: LoadedFacts,
    private readonly admit: Admit,
    private readonly kept: { isAdmitted(name: string): boolean; admit(name: string): void },
  ) {}

  /** Names of kept answers begin with it: two who see the same share them. Null: nothing is kept, it is a test. */
  get key(): string | null {
    return this.fences.policy ? keyOf(this.scope) : null;
  }

  /** @param rested is told what the verdict rests on @throws {FactsMissing} */
  sees(stream: string, rested: (on: Iterable<string>) => void = () => undefined, named: boolean = false): boolean {
    if (!isRestricted(stream)) return true;
    if (this.fences.policy && !named) {
      const { sees, restsOn } = this.verdictOn(stream);
      rested(restsOn);
      if (!sees) return false;
    }
    return !this.fences.rows || this.isAdmitted(stream);
  }

  /** Of streams that name a target, those that are seen; what names the scope itself in what is in force, concerns it. */
  seenOf(
    list: readonly MentionedBy[],
    target: string,
    now: () => readonly MentionedBy[],
    rested: (on: Iterable<string>) => void,
  ): readonly MentionedBy[] {
    const restricted = [...new Set(list.map((mention) => mention.stream))].filter(isRestricted);
    if (restricted.length === 0) return list;
    const named = new Set(isTarget(this.scope, target) ? now().map((mention) => mention.stream) : []);
    const verdicts = askEach(restricted, (stream) => this.sees(stream, rested, named.has(stream)));
    const hidden = new Set(restricted.filter((_, i) => !verdicts[i]));
    return hidden.size === 0 ? list : list.filter((mention) => !hidden.has(mention.stream));
  }

  /** Who names a target, as is known now. */
  namedNow(target: string, role: string | null): readonly MentionedBy[] {
    return role === null ? this.judged.mentionsInAnyRole(target) : this.judged.mentions(target, role);
  }

  /** Asks PostgreSQL about streams. */
  async ask(streams: readonly string[]): Promise<void> {
    if (streams.length === 0) return;
    const admitted = await this.admit(streams);
    for (const stream of streams) {
      this.admitted.set(stream, admitted.has(stream));
      if (admitted.has(stream) && this.key !== null) this.kept.admit(`${this.key} ${stream}`);
    }
  }

  private verdictOn(stream: string): Verdict {
    const before = this.verdicts.get(stream);
    if (before) return before;
    const facts = new Facts(this.judged);
    const sees = isVisible(facts, this.scope, stream);
    const verdict = { sees, restsOn: facts.restsOn() };
    this.verdicts.set(stream, verdict);
    return verdict;
  }

  private isAdmitted(stream: string): boolean {
    const said = this.admitted.get(stream);
    if (said !== undefined) return said;
    // Only an annulment takes a concern away, and then nothing of this is kept.
    if (this.key === null || !this.kept.isAdmitted(`${this.key} ${stream}`)) throw new FactsMissing([], [], [stream]);
    this.admitted.set(stream, true);
    return true;
  }
}

/** Facts as somebody sees them: what is out of sight gives none, names nothing, and is named by nothing. */
export class SeenFacts implements FactSource {
  /** What was found out about streams on the way: an answer rests on it too. */
  readonly judgedOn = new Set<string>();

  constructor(
    private readonly all: LoadedFacts,
    private readonly sight: Sight,
  ) {}

  get knownAt(): number {
    return this.all.knownAt;
  }

  announce(streams: readonly string[]): void {
    this.all.announce(streams);
    askEach(streams, (stream) => this.sees(stream));
  }

  announceMentions(targets: readonly string[], role: string): void {
    this.all.announceMentions(targets, role);
    askEach(targets, (target) => this.mentions(target, role));
  }

  each<T, R>(items: readonly T[], ask: (item: T) => R): R[] {
    return askEach(items, ask);
  }

  facts(stream: string): readonly RecordedFact[] {
    return this.sees(stream) ? this.all.facts(stream) : [];
  }

  mentions(target: string, role: string): readonly MentionedBy[] {
    return this.named(target, role, this.all.mentions(target, role));
  }

  mentionsInAnyRole(target: string): readonly MentionedBy[] {
    return this.named(target, null, this.all.mentionsInAnyRole(target));
  }

  private named(target: string, role: string | null, list: readonly MentionedBy[]): readonly MentionedBy[] {
    if (list.length === 0 || !this.sees(target)) return [];
    return this.sight.seenOf(list, target, () => this.sight.namedNow(target, role), this.rested);
  }

  private sees(stream: string): boolean {
    return this.sight.sees(stream, this.rested);
  }

  private readonly rested = (on: Iterable<string>): void => {
    for (const one of on) this.judgedOn.add(one);
  };
}

const KEYS = new WeakMap<ReadScope, string>();

function keyOf(scope: ReadScope): string {
  const before = KEYS.get(scope);
  if (before !== undefined) return before;
  const parts = [scope.categories, scope.units, scope.offices, scope.persons].map((set) => [...set].sort());
  const key = createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
  KEYS.set(scope, key);
  return key;
}

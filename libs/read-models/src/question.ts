import { aggregateOf, mentionsOf } from '#domain/aggregates.js';
import type { CivilDate } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import { Facts } from '#domain/facts.js';
import { fold } from '#domain/fold.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import { RuleViolation } from '#domain/rule-violation.js';
import type { MentionKey } from './fact-rows.js';
import type { HeldFacts } from './held-facts.js';
import { FactsMissing, Lacking, type LoadedFacts } from './loaded-facts.js';
import { SeenFacts, type Sight } from './sight.js';

/** Only against a question without end: a class of a hundred units alone may take some hundred rounds. */
const MAX_ROUNDS = 5000;
/** So many bodies and offices inside what was loaded come along unasked; of more, only those that are asked for. */
const FEW = 200;
/** So far around what is asked for facts are loaded unasked. */
const DEPTH = 4;
/** Roles by which things are found from above; they come along with every stream. */
const STRUCTURE = ['place', 'office-of', 'member-of'];

export interface QuestionOptions {
  /** Loads what is around what is asked for as well, which is asked for next. True if left out. */
  around?: boolean;
  /** In whose name it is asked; everything is seen if left out. */
  sight?: Sight | undefined;
}

/** The facts of one try, and what it found out on the way about who sees what. */
interface Try {
  facts: Facts;
  seen: SeenFacts | null;
}

/** Puts pure questions to what is known at one ordinal, and loads what they ask for. */
export class Question {
  private readonly used = new Set<string>();

  constructor(
    private readonly held: HeldFacts,
    private readonly loaded: LoadedFacts,
    readonly asOf: CivilDate,
    private readonly options: QuestionOptions = {},
  ) {}

  get knownAt(): number {
    return this.loaded.knownAt;
  }

  /** The same question side at an earlier ordinal; what was loaded for one is there for the other. */
  at(knownAt: number): Question {
    return new Question(this.held, this.loaded.at(knownAt), this.asOf, this.options);
  }

  /**
   * The first ordinal after one at which something changes of what an answer rests on (`Facts.restsOn`); null: nothing does
   * up to this known time. Until then the answer is the same. What happens out of sight is no change.
   */
  async nextChange(restsOn: Iterable<string>, after: number): Promise<number | null> {
    const streams: string[] = [];
    const keys: MentionKey[] = [];
    for (const name of restsOn) {
      const space = name.indexOf(' ');
      if (space < 0) streams.push(name);
      else keys.push({ role: name.startsWith('* ') ? null : name.slice(0, space), target: name.slice(space + 1) });
    }
    const missing = streams.filter((stream) => !this.loaded.has(stream));
    const unknown = keys.filter((key) => !this.loaded.hasMentions(key));
    if (missing.length + unknown.length > 0) {
      for (const found of await this.held.load(missing, unknown)) this.loaded.take(found);
    }
    return this.settled(() => {
      const sees = (stream: string) => this.options.sight?.sees(stream) ?? true;
      const lacking = new Lacking();
      let next: number | null = null;
      const consider = (changes: () => number | null) => {
        try {
          const one = changes();
          if (one !== null && (next === null || one < next)) next = one;
        } catch (error) {
          lacking.add(error);
        }
      };
      for (const stream of streams) consider(() => (sees(stream) ? this.loaded.nextFact(stream, after) : null));
      for (const key of keys) {
        consider(() => (sees(key.target) ? this.loaded.nextMention(key, after, sees) : null));
      }
      lacking.report();
      return next;
    });
  }

  /** Is the stream within what the asker sees? */
  sees(stream: string): Promise<boolean> {
    return this.settled(() => this.options.sight?.sees(stream) ?? true);
  }

  async facts<T>(question: (facts: Facts) => T, ahead: readonly string[] = []): Promise<T> {
    if (ahead.length > 0) await this.load(ahead, []);
    for (let round = 0; round < MAX_ROUNDS; round++) {
      const { facts } = this.try();
      try {
        return question(facts);
      } catch (error) {
        if (error instanceof FactsMissing) await this.supply(error);
        else if (error instanceof RuleViolation || !this.setAsideUnreadable()) throw error;
      } finally {
        for (const stream of facts.streamsSeen()) this.used.add(stream);
      }
    }
    throw new Error(`a question did not come to an end in ${MAX_ROUNDS} rounds`);
  }

  /** One question about each of many; `Known.each` says more. */
  async each<T>(
    name: string,
    ids: readonly string[],
    question: (facts: Facts, id: string) => T,
    category: string,
  ): Promise<T[]> {
    const answers = new Map<string, T>();
    const seenAs = this.options.sight === undefined ? '' : this.options.sight.key;
    // Whoever sees something else has other answers; what one fence alone lets through is kept for nobody.
    const nameOf = (id: string) => `${seenAs ?? ''} ${name} ${this.asOf} ${id}`;
    for (const id of ids) {
      const kept = seenAs === null ? undefined : this.held.kept.get(nameOf(id), this.knownAt);
      if (kept) answers.set(id, kept.answer as T);
    }
    const open = ids.filter((id) => !answers.has(id));
    const asked = await this.askEach(open, question, category);
    for (const [id, { answer, on }] of asked) {
      answers.set(id, answer);
      if (seenAs !== null) this.keep(nameOf(id), answer, on);
    }
    return ids.map((id) => answers.get(id) as T);
  }

  /** As `each`; nothing is kept. */
  async ofEach<T>(ids: readonly string[], question: (facts: Facts, id: string) => T, category: string): Promise<T[]> {
    const asked = await this.askEach(ids, question, category);
    return ids.map((id) => asked.get(id)?.answer as T);
  }

  /** What all of them lack is loaded together: many things take as many rounds as one. */
  private async askEach<T>(
    ids: readonly string[],
    question: (facts: Facts, id: string) => T,
    category: string,
  ): Promise<Map<string, { answer: T; on: Try }>> {
    const answers = new Map<string, { answer: T; on: Try }>();
    let open = [...new Set(ids)];
    if (open.length > 0) {
      const ahead = open.map((id) => streamOf(category, id));
      await this.load(ahead, []);
    }
    for (let round = 0; open.length > 0; round++) {
      if (round === MAX_ROUNDS) throw new Error(`questions did not come to an end in ${MAX_ROUNDS} rounds`);
      const lacking = new Lacking();
      open = open.filter((id) => {
        const on = this.try();
        const { facts } = on;
        try {
          answers.set(id, { answer: question(facts, id), on });
          return false;
        } catch (error) {
          if (error instanceof FactsMissing) lacking.add(error);
          else if (error instanceof RuleViolation || !this.setAsideUnreadable()) throw error;
          return true;
        } finally {
          for (const stream of facts.streamsSeen()) this.used.add(stream);
        }
      });
      await this.supply(lacking.all());
    }
    return answers;
  }

  private try(): Try {
    const { sight } = this.options;
    const seen = sight ? new SeenFacts(this.loaded, sight) : null;
    return { facts: new Facts(seen ?? this.loaded), seen };
  }

  /** Asks again until nothing is lacking. */
  private async settled<T>(ask: () => T): Promise<T> {
    for (let round = 0; round < MAX_ROUNDS; round++) {
      try {
        return ask();
      } catch (error) {
        if (!(error instanceof FactsMissing)) throw error;
        await this.supply(error);
      }
    }
    throw new Error(`a question did not come to an end in ${MAX_ROUNDS} rounds`);
  }

  private async supply({ streams, mentions, unadmitted }: FactsMissing): Promise<void> {
    await this.load(streams, mentions);
    await this.options.sight?.ask(unadmitted);
  }

  /** What rests on a stream that cannot be read has to be said each time, so it is not kept. */
  private keep(key: string, answer: unknown, { facts, seen }: Try): void {
    const readable = [...facts.streamsSeen()].every((stream) => !this.loaded.unreadable.has(stream));
    // An event that lets a stream come into sight changes the answer as well.
    const restsOn = seen ? [...new Set([...facts.restsOn(), ...seen.judgedOn])] : [...facts.restsOn()];
    if (readable) this.held.kept.put(key, answer, this.knownAt, restsOn);
  }

  /** What is out of sight is not named. */
  incomplete(): Promise<string[]> {
    return this.settled(() => {
      const used = [...this.loaded.unreadable].filter((stream) => this.used.has(stream)).sort();
      return used.filter((stream) => this.options.sight?.sees(stream) ?? true);
    });
  }

  /** Loads what is asked for, and what that names, and what sits in it: the neighbourhood that is asked for next. */
  private async load(streams: readonly string[], mentions: readonly MentionKey[]): Promise<void> {
    let wave = streams.filter((stream) => !this.loaded.has(stream));
    let keys = mentions.filter((key) => !this.loaded.hasMentions(key));
    for (let depth = 0; wave.length + keys.length > 0 && depth < (this.options.around === false ? 1 : DEPTH); depth++) {
      const structure =
        this.options.around === false ? [] : wave.flatMap((target) => STRUCTURE.map((role) => ({ target, role })));
      for (const found of await this.held.load(wave, [...keys, ...structure])) this.loaded.take(found);
      const inside = structure.flatMap(({ target, role }) => this.loaded.mentions(target, role));
      const next = new Set([
        ...wave.flatMap((stream) => this.loaded.facts(stream).flatMap(namedUnits)),
        ...(inside.length <= FEW ? inside.map((mention) => mention.stream) : []),
      ]);
      wave = [...next].filter((stream) => !this.loaded.has(stream));
      keys = [];
    }
  }

  /** Cuts loaded streams that do not fold before the event at fault. False if all of them fold. */
  private setAsideUnreadable(): boolean {
    const before = this.loaded.unreadable.size;
    for (const [stream, facts] of this.loaded.entries()) {
      if (folds(stream, facts)) continue;
      this.loaded.cut(
        stream,
        facts.findIndex((_, i) => !folds(stream, facts.slice(0, i + 1))),
      );
    }
    return this.loaded.unreadable.size > before;
  }
}

function folds(stream: string, facts: readonly RecordedFact[]): boolean {
  try {
    fold(aggregateOf(stream), facts);
    return true;
  } catch {
    return false;
  }
}

/** Units, offices and directives that an event names; persons and tasks are loaded only when asked for. */
function namedUnits(fact: RecordedFact): string[] {
  return mentionsOf(fact)
    .map(([, target]) => target)
    .filter((target) => /^(unit|office|directive)-/.test(target));
}

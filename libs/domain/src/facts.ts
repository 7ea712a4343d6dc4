import type { CivilDate } from './civil-date.js';
import { type Decider, type EventMap, idOf, streamOf } from './decider.js';
import { type Directive, directive, type DirectiveId } from './directives/directive.js';
import { annulledIn, fold } from './fold.js';
import { type Office, office, type OfficeId } from './organisation/office.js';
import { type Person, person, type PersonId } from './organisation/person.js';
import type { EventRef, RecordedFact } from './recorded-fact.js';
import { memberTask } from './tasks/member-task.js';
import { type Task, task } from './tasks/task.js';
import type { TaskId } from './tasks/task-events.js';
import { type Line, type Unit, unit, type UnitId } from './organisation/unit.js';

/** A stream that names another, with the event that does. */
export interface MentionedBy extends EventRef {
  stream: string;
}

/**
 * Where facts come from: a test, a replay, the read models. It holds what is known at one ordinal and nothing later.
 * A source that does not hold a stream yet throws; whoever built it loads the stream and asks again.
 */
export interface FactSource {
  /** Ordinal of the last event that is known. */
  readonly knownAt: number;
  /** Says beforehand which streams are going to be asked for, so that they can be loaded together. */
  announce?(streams: readonly string[]): void;
  /** Says beforehand whose mentions are going to be asked for. */
  announceMentions?(targets: readonly string[], role: string): void;
  /** Asks the same about many things. One that does not hold all of it yet says together what all of them lack. */
  each?<T, R>(items: readonly T[], ask: (item: T) => R): R[];
  /** The events of a stream, annulled ones included, in log order. An array that was given is never changed after. */
  facts(stream: string): readonly RecordedFact[];
  /** Streams that name `target` in that role, in log order; an annulled mention is left out. */
  mentions(target: string, role: string): readonly MentionedBy[];
  /** Streams that name `target` in any role. */
  mentionsInAnyRole(target: string): readonly MentionedBy[];
}

/** What is known at one ordinal, folded and looked up. Every question of the domain is a pure function of this. */
export class Facts {
  private readonly folded = new Map<string, unknown>();
  private readonly touched = new Set<string>();
  private readonly looked = new Set<string>();

  constructor(private readonly source: FactSource) {}

  get knownAt(): number {
    return this.source.knownAt;
  }

  unit(id: UnitId): Unit | null {
    return this.of(unit, id);
  }

  office(id: OfficeId): Office | null {
    return this.of(office, id);
  }

  person(id: PersonId): Person | null {
    return this.of(person, id);
  }

  directive(id: DirectiveId): Directive | null {
    return this.of(directive, id);
  }

  /** A task of its own, or a member's part of a class task (R1). */
  task(id: TaskId): Task | null {
    const stream = streamOf(task.category, id);
    return this.memo(`task ${id}`, () => {
      const parent = this.named(stream, 'member-of')[0];
      const parentTask = parent && this.task(idOf(parent.stream));
      const own = this.streamFacts(stream);
      return parentTask ? fold(task, own, memberTask(parentTask, id)) : foldOnce(task, own);
    });
  }

  /** Bodies that were ever registered in the place, oldest record first. */
  bodiesIn(place: UnitId): Unit[] {
    return this.children(streamOf(unit.category, place), 'place', unit.category).flatMap((id) => this.unit(id) ?? []);
  }

  /** Units that were ever put right under the unit: places under a place, bodies under a body. */
  unitsUnder(id: UnitId): Unit[] {
    const ids = new Set(this.children(streamOf(unit.category, id), 'parent', unit.category));
    return [...ids].flatMap((unitId) => this.unit(unitId) ?? []);
  }

  officesOf(body: UnitId): Office[] {
    return this.children(streamOf(unit.category, body), 'office-of', office.category).flatMap(
      (id) => this.office(id) ?? [],
    );
  }

  /** Directives that name this one in the role: as their legal basis, as what they take up, change or replace. */
  directivesNaming(id: DirectiveId, role: string): Directive[] {
    return this.directives(streamOf(directive.category, id), role);
  }

  /** Directives that name the stream in the role, oldest record first. */
  directives(target: string, role: string): Directive[] {
    return this.naming(directive, target, role);
  }

  /** Tasks that the directive has made; those of members stand in their class's task. */
  tasksOf(id: DirectiveId): Task[] {
    const ids = new Set(this.children(streamOf(directive.category, id), 'of-directive', task.category));
    return [...ids].flatMap((taskId) => this.task(taskId) ?? []);
  }

  /** Tasks that the unit was ever given to lead; a member's part of a class task is named by its class's task. */
  tasksLedBy(id: UnitId): Task[] {
    const ids = new Set(this.children(streamOf(unit.category, id), 'lead', task.category));
    return [...ids].flatMap((taskId) => this.task(taskId) ?? []);
  }

  officesOfPerson(id: PersonId): Office[] {
    const ids = new Set(this.children(streamOf(person.category, id), 'holder', office.category));
    return [...ids].flatMap((officeId) => this.office(officeId) ?? []);
  }

  /** All of one aggregate that name the stream in the role, oldest record first. */
  naming<S, E extends EventMap>(decider: Decider<S | null, E>, target: string, role: string): S[] {
    const ids = new Set(this.children(target, role, decider.category));
    return [...ids].flatMap((id) => this.of(decider, id) ?? []);
  }

  /** Streams that name the target in that role and are in force. */
  named(target: string, role: string): readonly MentionedBy[] {
    this.touched.add(target);
    this.looked.add(`${role} ${target}`);
    return this.source.mentions(target, role);
  }

  /** Streams that name the target at all and are in force: what stands on it from elsewhere. */
  namedAnywhere(target: string): readonly MentionedBy[] {
    this.looked.add(`* ${target}`);
    return this.source.mentionsInAnyRole(target);
  }

  /** The raw events of a stream, for questions about the record itself. */
  streamFacts(stream: string): readonly RecordedFact[] {
    this.touched.add(stream);
    this.looked.add(stream);
    return this.source.facts(stream);
  }

  /** Folds a stream of any aggregate. */
  of<S, E extends EventMap>(decider: Decider<S, E>, id: string): S {
    const stream = streamOf(decider.category, id);
    return this.memo(stream, () => foldOnce(decider, this.streamFacts(stream)));
  }

  /** The same facts, looked at anew: what is seen of them from here on is counted apart. */
  apart(): Facts {
    return new Facts(this.source);
  }

  /** Says beforehand which tasks are going to be asked for, so that they are loaded together. */
  announceTasks(ids: readonly TaskId[]): void {
    this.source.announce?.(ids.map((id) => streamOf(task.category, id)));
  }

  /** Asks the same about many things, so that what they lack is loaded together and not one thing after the other. */
  each<T, R>(items: readonly T[], ask: (item: T) => R): R[] {
    return this.source.each?.(items, ask) ?? items.map(ask);
  }

  /** Streams that were looked at, for evidence of what an answer depends on. */
  streamsSeen(): ReadonlySet<string> {
    return this.touched;
  }

  /**
   * All that was looked at: streams, and lists of who names a target, as `ROLE TARGET` (`* TARGET` for any role). As long
   * as none of them changes, the same question has the same answer.
   */
  restsOn(): ReadonlySet<string> {
    return this.looked;
  }

  /** All civil dates that stand in the facts that were looked at: an answer can change on these days only. */
  datesSeen(): Set<CivilDate> {
    const dates = new Set<CivilDate>();
    for (const stream of this.touched) for (const fact of this.source.facts(stream)) collectDates(fact.data, dates);
    return dates;
  }

  /** Loads together what many targets are named by: one question for a hundred units instead of a hundred. */
  announceNamed(targets: readonly string[], role: string): void {
    this.source.announceMentions?.(targets, role);
    this.source.announce?.(targets.flatMap((target) => this.named(target, role)).map((m) => m.stream));
  }

  /** Streams of a category that name the target in that role, in log order; they are going to be asked for. */
  streamsNaming(target: string, role: string, category: string): string[] {
    const streams = this.named(target, role)
      .map((m) => m.stream)
      .filter((s) => s.startsWith(`${category}-`));
    this.source.announce?.(streams);
    return streams;
  }

  private children(target: string, role: string, category: string): string[] {
    return this.streamsNaming(target, role, category).map(idOf);
  }

  private memo<T>(key: string, make: () => T): T {
    if (!this.folded.has(key)) this.folded.set(key, make());
    return this.folded.get(key) as T;
  }
}

/** What an array of facts folds to, as long as the array itself is held: a source that holds it gives it many times. */
const FOLDED = new WeakMap<readonly RecordedFact[], { decider: unknown; state: unknown }>();

function foldOnce<S, E extends EventMap>(decider: Decider<S, E>, facts: readonly RecordedFact[]): S {
  const before = FOLDED.get(facts);
  if (before?.decider === decider) return before.state as S;
  const state = fold(decider, facts);
  FOLDED.set(facts, { decider, state });
  return state;
}

const CIVIL_DATE = /^\d{4}-\d{2}-\d{2}$/;

function collectDates(value: unknown, dates: Set<CivilDate>): void {
  if (typeof value === 'string') {
    if (CIVIL_DATE.test(value)) dates.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) collectDates(part, dates);
  }
}

/** Lines of bodies that lead a place: its party committee and its People's Committee. */
export const LEADING_LINES: readonly Line[] = ['party', 'government'];

/** A source in memory: for tests, for replay, and for whoever has loaded what is asked about. */
export class FactBase {
  private readonly streams = new Map<string, RecordedFact[]>();
  private readonly mentionedBy = new Map<string, MentionedBy[]>();
  private last = 0;

  constructor(private readonly mentionsOf: (fact: RecordedFact) => readonly (readonly [string, string])[]) {}

  add(fact: RecordedFact): void {
    push(this.streams, fact.stream, fact);
    const by = { stream: fact.stream, id: fact.id, ordinal: fact.ordinal };
    for (const [role, target] of this.mentionsOf(fact)) {
      push(this.mentionedBy, `${role} ${target}`, by);
      push(this.mentionedBy, target, by);
    }
    this.last = Math.max(this.last, fact.ordinal);
  }

  /** The source as known at an ordinal; the last one if none is given. */
  at(knownAt: number = this.last): FactSource {
    const known = (list: readonly RecordedFact[] | undefined) => (list ?? []).filter((f) => f.ordinal <= knownAt);
    const facts = (stream: string) => known(this.streams.get(stream));
    const inForce = (key: string) =>
      (this.mentionedBy.get(key) ?? []).filter((m) => m.ordinal <= knownAt && !annulledIn(facts(m.stream)).has(m.id));
    return {
      knownAt,
      facts,
      mentions: (target, role) => inForce(`${role} ${target}`),
      mentionsInAnyRole: inForce,
    };
  }
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

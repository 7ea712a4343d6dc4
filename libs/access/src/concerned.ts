import { type Category, mentionsOf } from '#domain/aggregates.js';
import { categoryOf, idOf, streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { standing } from '#domain/fold.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import type { TaskEvents } from '#domain/tasks/task-events.js';

/**
 * Categories whose streams everybody sees who has signed in: the organisation, names and seats, and directives, which are
 * addressed to those who are to know them. Each category of the log stands here or among the restricted ones.
 */
export const OPEN_CATEGORIES = ['unit', 'office', 'person', 'directive', 'register', 'levelscheme'] as const;

/** Categories whose streams are seen by those alone whom they concern. */
export const RESTRICTED_CATEGORIES = [
  'task',
  'inspection',
  'finding',
  'casereport',
  'indicator',
  'draft',
  'recognition',
  'threshold',
  'duty',
  'epidemiclevel',
  'plan',
] as const satisfies readonly Exclude<Category, (typeof OPEN_CATEGORIES)[number]>[];
export type RestrictedCategory = (typeof RESTRICTED_CATEGORIES)[number];

const OPEN: ReadonlySet<string> = new Set(OPEN_CATEGORIES);
const RESTRICTED: ReadonlySet<string> = new Set(RESTRICTED_CATEGORIES);

/** Does everybody see the stream who has signed in? What is of no known category nobody does. */
export function isOpen(stream: string): boolean {
  return OPEN.has(categoryOf(stream));
}

/** Is it a stream that not everybody sees? Numbers and months, by which things are found, are no streams. */
export function isRestricted(stream: string): boolean {
  return RESTRICTED.has(categoryOf(stream));
}

/**
 * The units, offices and persons that a stream concerns, as streams, by what is in force of it: all that its events name,
 * and by its category what it comes from (`INHERITED`). Who is over one of them sees the stream.
 */
export function concernedBy(facts: Facts, stream: string): ReadonlySet<string> {
  const concerned = new Set(namedIn(facts.streamFacts(stream)));
  const inherited = INHERITED[categoryOf(stream) as RestrictedCategory];
  if (inherited) for (const target of inherited(facts, stream)) concerned.add(target);
  return concerned;
}

const INHERITED: Partial<Readonly<Record<RestrictedCategory, (facts: Facts, stream: string) => Iterable<string>>>> = {
  task: (facts, stream) => {
    const parent = facts.named(stream, 'member-of')[0]?.stream;
    if (parent === undefined) return givenBy(facts, stream);
    // Its member and whoever is named for it; and whom the class's task concerns, but no other member.
    return [
      ...memberNamed(facts.streamFacts(parent), idOf(stream)),
      ...givenBy(facts, parent),
      ...issuers(facts, stream),
    ];
  },
  // Members of the team see what the team has found, and so does whoever has sent it.
  finding: (facts, stream) =>
    sources(facts, stream, 'finding-of', 'inspection').flatMap((team) =>
      namedIn(
        facts.streamFacts(team),
        (fact) => fact.type === 'InspectionTeamEstablished' || fact.type === 'InspectionTeamChanged',
      ),
    ),
  draft: (facts, stream) => [...grounds(facts, stream)].flatMap((ground) => [...concernedBy(facts, ground)]),
};

/** Whom a task concerns through what it was given by: who is named in it beside a class's members, and who issued it. */
function givenBy(facts: Facts, task: string): string[] {
  return [...namedIn(facts.streamFacts(task), (fact) => fact.type !== 'TaskFannedOut'), ...issuers(facts, task)];
}

/** Issuers of the directives that a task comes from or was carried over to (R9). */
function issuers(facts: Facts, task: string): string[] {
  const directives = [
    ...sources(facts, task, 'of-directive', 'directive'),
    ...facts.named(task, 'carried').flatMap((by) => sources(facts, by.stream, 'supersedes', 'directive')),
  ];
  return directives.flatMap((directive) => sources(facts, directive, 'issuer', 'unit'));
}

function memberNamed(parent: readonly RecordedFact[], task: string): string[] {
  return standing(parent).flatMap((fact) => {
    if (fact.type !== 'TaskFannedOut') return [];
    const { members } = fact.data as TaskEvents['TaskFannedOut'];
    return members
      .filter((member) => member.taskId === task)
      .flatMap(({ unit, answering }) => [streamOf('unit', unit), ...answering.map((id) => streamOf('office', id))]);
  });
}

const GROUNDS = ['task', 'finding', 'duty'];

function grounds(facts: Facts, draft: string): Set<string> {
  return new Set(GROUNDS.flatMap((category) => sources(facts, draft, 'drafted-on', category)));
}

/** Streams of a category that events of the stream name in a role. */
function sources(facts: Facts, stream: string, role: string, category: string): string[] {
  const found = standing(facts.streamFacts(stream)).flatMap((fact) =>
    mentionsOf(fact).flatMap(([as, target]) => (as === role && categoryOf(target) === category ? [target] : [])),
  );
  return [...new Set(found)];
}

const CONCERNED: ReadonlySet<string> = new Set(['unit', 'office', 'person']);
const NAMED = new WeakMap<readonly RecordedFact[], readonly string[]>();

function namedIn(facts: readonly RecordedFact[], which?: (fact: RecordedFact) => boolean): readonly string[] {
  if (which) return distinct(standing(facts).filter(which));
  const before = NAMED.get(facts);
  if (before) return before;
  const named = distinct(standing(facts));
  NAMED.set(facts, named);
  return named;
}

function distinct(facts: readonly RecordedFact[]): readonly string[] {
  const named = facts.flatMap((fact) => mentionsOf(fact).map(([, target]) => target));
  return [...new Set(named.filter((target) => CONCERNED.has(categoryOf(target))))];
}

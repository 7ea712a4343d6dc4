import type { DomainEvents } from '#domain/aggregates.js';

/** What can be searched, by the category of its stream. */
export const SEARCH_KINDS = ['directive', 'task', 'finding', 'unit', 'person'] as const;
export type SearchKind = (typeof SEARCH_KINDS)[number];

/** What a text is to the thing that it finds. */
export const SEARCH_PARTS = ['name', 'number', 'title', 'clause', 'text'] as const;
export type SearchPart = (typeof SEARCH_PARTS)[number];

export interface SearchText {
  part: SearchPart;
  text: string;
}

type Texts = readonly (readonly [part: SearchPart, text: string | null])[];

/** The events that give things the texts by which they are found, in their own stream. */
const TEXTS: { readonly [T in keyof DomainEvents]?: (data: DomainEvents[T]) => Texts } = {
  PlaceRegistered: (e) => [['name', e.name]],
  BodyRegistered: (e) => [['name', e.name]],
  UnitClassDefined: (e) => [['name', e.name]],
  UnitRenamed: (e) => [['name', e.name]],
  PersonRegistered: (e) => [['name', e.name]],
  DirectiveIssued: (e) => [
    ['title', e.title],
    ['number', e.number],
    ...e.clauses.map((clause) => ['clause', clause.summary] as const),
  ],
  TaskAssigned: (e) => [['title', e.title]],
  FindingLogged: (e) => [['text', e.summary]],
};

/** The texts of an event, in a fixed order; none for most. What is no text in a payload gives none. */
export function searchTextsOf(type: string, data: object): SearchText[] {
  const table = TEXTS as Readonly<Record<string, ((data: object) => Texts) | undefined>>;
  const of = Object.hasOwn(table, type) ? table[type] : undefined;
  return (of?.(data) ?? []).flatMap(([part, text]) => (typeof text === 'string' ? [{ part, text }] : []));
}

export function isSearchKind(category: string): category is SearchKind {
  return SEARCH_KINDS.some((kind) => kind === category);
}

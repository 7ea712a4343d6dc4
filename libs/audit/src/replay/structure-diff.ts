import type { Json } from '#event-log/json.js';

/** Something that two answers to the same question do not say alike. */
export interface Difference {
  /** Names of the fields on the way from the answer down to it; places in lists are left out: `lines`, `holder`. */
  readonly path: readonly string[];
  /** JSON pointers (RFC 6901) into the earlier and the later answer; null: it is not in that one. */
  readonly pointers: { readonly before: string | null; readonly after: string | null };
  /** Undefined where it is not. */
  readonly before: Json | undefined;
  readonly after: Json | undefined;
  /** The items of lists in which it stands, outermost first, each as in the later answer, or in the earlier where it is gone. */
  readonly within: readonly Item[];
}

export interface Item {
  /** Name of the list. */
  readonly list: string;
  readonly item: Json;
}

type Fields = { readonly [key: string]: Json };

/** Said by the question itself, and the place in a list: never a difference. */
const OF_THE_QUESTION: readonly string[] = ['asOf', 'knownAt', 'next'];
/** Names beside ids: one that is there because the id is new says nothing of its own. */
const NAMES = 'names';
const EVIDENCE = 'evidence';

/**
 * By which fields an item of a list is the same thing in both answers, by the name of the list; where the first leaves items
 * over, the next is tried, and what is found so has been replaced as a whole. Items of other lists are compared whole.
 */
export const SAME_ITEM: Readonly<Record<string, readonly (readonly string[])[]>> = {
  lines: [['capacity', 'office', 'unit', 'holder', 'reason'], ['capacity', 'office', 'unit'], ['capacity']],
  answersTo: [['office', 'text', 'scope']],
  coverage: [['class']],
  holders: [['holder', 'reason'], []],
  offices: [['office']],
  appointments: [['evidence']],
  record: [['evidence']],
  charges: [['id']],
  bodies: [['unit']],
  tasks: [['task']],
  recognitions: [['recognition']],
  spans: [['from']],
  text: [['ref']],
  removed: [['ref']],
  clauses: [['ref']],
  inTeam: [['person']],
  visited: [['visitId']],
  findings: [['finding']],
  leads: [['evidence'], ['unit']],
  deadlines: [['evidence']],
  delegations: [['delegationId']],
  turns: [['evidence']],
  completions: [['evidence']],
  progress: [['evidence']],
  reminders: [['evidence']],
  explanations: [['evidence']],
  extensionRequests: [['evidence']],
  followings: [['followingId']],
  events: [['id'], ['evidence']],
  items: [
    ['event', 'task', 'draft', 'finding', 'recognition', 'team', 'threshold', 'plan', 'duty', 'report', 'indicator'],
    ['directive'],
    ['office'],
    ['unit'],
  ],
};

/** What two answers say differently, in the order of the later one. Null: there is no answer, because nothing is known. */
export function differences(before: Json, after: Json): Difference[] {
  const found: Difference[] = [];
  compare({ before, after, path: [], pointers: { before: '', after: '' }, within: [] }, found);
  return found;
}

function compare(pair: Difference, found: Difference[]): void {
  const { before, after, path } = pair;
  if (same(before, after)) return;
  if (isFields(before) && isFields(after)) compareFields({ ...pair, before, after }, found);
  else if (isItems(before) && isItems(after)) compareItems(path.at(-1) ?? '', { ...pair, before, after }, found);
  else found.push(pair);
}

function compareFields(pair: Difference & { before: Fields; after: Fields }, found: Difference[]): void {
  const { before, after } = pair;
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  const first = found.length;
  for (const name of names) {
    if (name === EVIDENCE || (pair.path.length === 0 && OF_THE_QUESTION.includes(name))) continue;
    const inBoth = Object.hasOwn(before, name) && Object.hasOwn(after, name);
    if (pair.path.includes(NAMES) && !inBoth) continue;
    compare(
      {
        before: before[name],
        after: after[name],
        path: [...pair.path, name],
        pointers: {
          before: pointed(before, name, pair.pointers.before),
          after: pointed(after, name, pair.pointers.after),
        },
        within: pair.within,
      },
      found,
    );
  }
  // Other records behind something that is said differently go without saying; behind something that is said alike they do not.
  if (found.length > first || same(before[EVIDENCE], after[EVIDENCE])) return;
  found.push({
    before: before[EVIDENCE],
    after: after[EVIDENCE],
    path: [...pair.path, EVIDENCE],
    pointers: {
      before: pointed(before, EVIDENCE, pair.pointers.before),
      after: pointed(after, EVIDENCE, pair.pointers.after),
    },
    within: pair.within,
  });
}

interface Placed {
  readonly item: Json;
  readonly place: number;
}

function compareItems(
  list: string,
  pair: Difference & { before: readonly Json[]; after: readonly Json[] },
  found: Difference[],
): void {
  const keys = SAME_ITEM[list] ?? [];
  const of = (one: Placed | undefined, other: Placed | undefined): Difference => {
    const item = (other ?? one)?.item ?? null;
    return {
      before: one?.item,
      after: other?.item,
      path: pair.path,
      pointers: {
        before: one ? `${pair.pointers.before}/${one.place}` : null,
        after: other ? `${pair.pointers.after}/${other.place}` : null,
      },
      within: [...pair.within, { list, item }],
    };
  };
  let [gone, come] = unpaired(placed(pair.before), placed(pair.after), text, () => undefined);
  const pairs: { one: Placed | undefined; other: Placed; whole: boolean }[] = [];
  for (const [level, key] of keys.entries()) {
    const identity = (item: Json) => identityOf(item, key);
    [gone, come] = unpaired(gone, come, identity, (one, other) => pairs.push({ one, other, whole: level > 0 }));
  }
  for (const other of come) pairs.push({ one: undefined, other, whole: true });
  for (const { one, other, whole } of pairs.sort((a, b) => a.other.place - b.other.place)) {
    if (whole) found.push(of(one, other));
    else compare(of(one, other), found);
  }
  for (const one of gone) found.push(of(one, undefined));
}

function placed(items: readonly Json[]): Placed[] {
  return items.map((item, place) => ({ item, place }));
}

/** Pairs what has the same key, in order; null is no key. What finds no partner comes back. */
function unpaired(
  before: readonly Placed[],
  after: readonly Placed[],
  key: (item: Json) => string | null,
  pair: (one: Placed, other: Placed) => void,
): [Placed[], Placed[]] {
  const waiting = new Map<string, Placed[]>();
  for (const one of before) {
    const name = key(one.item);
    if (name !== null) waiting.set(name, [...(waiting.get(name) ?? []), one]);
  }
  const taken = new Set<Placed>();
  const come: Placed[] = [];
  for (const other of after) {
    const name = key(other.item);
    const one = name === null ? undefined : waiting.get(name)?.shift();
    if (one) {
      taken.add(one);
      pair(one, other);
    } else come.push(other);
  }
  return [before.filter((one) => !taken.has(one)), come];
}

/** The values of the fields; null where the item has none of them. */
function identityOf(item: Json, fields: readonly string[]): string | null {
  if (!isFields(item)) return null;
  if (fields.length > 0 && !fields.some((field) => typeof item[field] === 'string')) return null;
  return JSON.stringify(fields.map((field) => item[field] ?? null));
}

/** Lists of things; lists of words and numbers are compared whole. */
function isItems(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value) && (value as readonly Json[]).every((item) => isFields(item));
}

function isFields(value: Json | undefined): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function pointed(fields: Fields, name: string, pointer: string | null): string | null {
  if (pointer === null || !Object.hasOwn(fields, name)) return null;
  return `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || text(a) === text(b);
}

/** One text for one value, whatever the order of its fields. */
function text(value: Json | undefined): string {
  return JSON.stringify(value, (_, part: Json) =>
    isFields(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

import { READ_POLICIES } from '#access/read-policies.js';
import type { ReadPolicy } from '#access/read-policy.js';
import { FILES, HIDDEN, type Hidden, IN_FORMER_TERM, type Persona, sees } from './access-fixture.js';

/** One question that is asked of every persona. */
export interface Cell {
  readonly row: ReadPolicy;
  readonly url: string;
  /** What its address names, as the fields of the row call it. */
  readonly fields: Readonly<Record<string, string>>;
  /** The restricted thing that it is about; null: about nothing in particular, or about what everybody knows. */
  readonly about: Hidden | null;
  /** The day that the answer is about, where a term that has ended may open it. */
  readonly answerOn: string | null;
  /** Streams that a file holds which is given out whole or not at all. */
  readonly whole?: readonly string[];
}

/** Ids that are known only once something was recorded. */
export interface Recorded {
  /** A command of the ward's chair, and an event of each side's task. */
  readonly commandId: string;
  readonly events: readonly { id: string; about: Hidden | null }[];
  readonly treeSize: number;
  readonly accessTreeSize: number;
}

const about = (id: string): Hidden | null => HIDDEN.find((one) => one.id === id) ?? null;
const ids = (category: string) => HIDDEN.filter((one) => one.stream.startsWith(`${category}-`)).map((one) => one.id);

/** What stands for each part of an address. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  taskId: ids('task'),
  findingId: ids('finding'),
  teamId: ids('inspection'),
  draftId: ids('draft'),
  thresholdId: ids('threshold'),
  planId: ids('plan'),
  dutyId: ids('duty'),
  unitId: ['pa.ubnd', 'pb.ubnd'],
  officeId: ['pa.ubnd.ct', 'pb.ubnd.ct'],
  personId: ['p-ward-chair', 'p-other-chair', 'p-inspector'],
  directiveId: ['cd-tp'],
  issuer: ['tp.ubnd'],
  sha256: [FILES.a, FILES.b],
  proofId: ['6f0f0e5e-6a2f-4d0c-9a53-0d7b4f6a2f11'],
  kind: ['units'],
  event: ['TaskAssigned'],
  level: ['0'],
};

/** Queries of routes that cannot be asked without; a route that stands here several times is asked several times. */
const QUERIES: readonly (readonly [action: string, query: string])[] = [
  ['GET /scorecards/persons/{personId}', 'from=2021-01-01&until=2021-12-31'],
  ['GET /scorecards/units/{unitId}', 'from=2021-01-01&until=2021-12-31'],
  ['GET /scorecards/units', 'from=2021-01-01&until=2021-12-31&place=tp'],
  ['GET /scorecards/units', 'from=2021-01-01&until=2021-12-31'],
  ['GET /tasks/{taskId}/answering-periods', 'from=2021-01-10&until=2021-03-01'],
  ['GET /inspections/coverage', 'place=tp&days=30'],
  ['GET /case-reports/count', 'unit=pb&measure=cases&on=2021-02-20&day=2021-02-20&to=2021-02-20'],
  ['GET /figures/series', 'unit=pb&of=cases&measure=cases&from=2021-02-01&to=2021-02-28'],
  ['GET /figures/roll-up', 'place=tp&of=cases&measure=cases&day=2021-02-20'],
  ['GET /reporting-duties/{dutyId}/reports', 'from=2021-02-01&until=2021-02-10'],
  ['GET /log/proof/inclusion', 'index=0'],
  ['GET /log/proof/consistency', 'from=1'],
  ['GET /access-log/proof/inclusion', 'index=0'],
  ['GET /access-log/proof/consistency', 'from=1'],
];

/** Lists that can also be had as a file, with all their pages. */
const EXPORTED = [
  '/tasks',
  '/findings',
  '/inspections',
  '/drafts',
  '/recognitions',
  '/case-reports',
  '/units',
  '/plans',
];

export function cellsOf(recorded: Recorded): Cell[] {
  return [
    ...READ_POLICIES.flatMap((row) => (row.action.startsWith('GET ') ? cellsOfRow(row, recorded) : [])),
    ...EXPORTED.map((path) => cell(`GET ${path}`, `${path}?format=csv`)),
    ...HIDDEN.flatMap((one) => [
      cell('GET /records', `/records?stream=${one.stream}`, { about: one }),
      ...one.words.map((word) => cell('GET /search', `/search?q=${word}`)),
    ]),
    ...compared(),
    ...bundled(),
    ...recorded.events.map(({ id, about: of }) => cell('GET /records/{eventId}', `/records/${id}`, { about: of })),
    // A term that has ended, and one that has not: the same questions about a day in it.
    ...[
      '/tasks/zq-nv-a',
      '/tasks/zq-nv-a/who-answers',
      '/tasks/zq-nv-b',
      '/tasks',
      '/findings',
      '/findings/zq-gn-a',
    ].map((path) => former(path)),
    ...['/history/tasks/zq-nv-a', '/records?stream=task-zq-nv-a', '/tasks/zq-nv-a/history'].map((path) => ({
      ...former(path),
      answerOn: null,
    })),
  ];
}

function cellsOfRow(row: ReadPolicy, recorded: Recorded): Cell[] {
  if (ASKED_ELSEWHERE.has(row.action)) return [];
  const path = row.action.slice('GET '.length);
  const own: Readonly<Record<string, readonly string[]>> = {
    commandId: [recorded.commandId],
    eventId: recorded.events.map(({ id }) => id),
    path: [tileOf(path.startsWith('/access-log') ? recorded.accessTreeSize : recorded.treeSize)],
  };
  const queries = QUERIES.filter(([action]) => action === row.action).map(([, query]) => `?${query}`);
  let made: { url: string; fields: Record<string, string> }[] = (queries.length > 0 ? queries : ['']).map((query) => ({
    url: path + query,
    fields: Object.fromEntries(new URLSearchParams(query)),
  }));
  for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
    const values = own[name] ?? PARTS[name] ?? [];
    made = made.flatMap(({ url, fields }) =>
      values.map((value) => ({ url: url.replace(`{${name}}`, value), fields: { ...fields, [name]: value } })),
    );
  }
  return made.map(({ url, fields }) => ({
    row,
    url,
    fields,
    about: Object.entries(fields).reduce<Hidden | null>((found, [name, value]) => found ?? named(name, value), null),
    answerOn: null,
  }));
}

/** Asked with addresses of their own below. */
const ASKED_ELSEWHERE = new Set([
  'GET /records',
  'GET /records/{eventId}',
  'GET /search',
  'GET /compare',
  'GET /bundles',
]);

function named(field: string, value: string): Hidden | null {
  if (field === 'sha256') return about(value === FILES.a ? 'zq-gn-a' : 'zq-gn-b');
  return /^(task|finding|team|draft|threshold|plan|duty)Id$/.test(field) ? about(value) : null;
}

/** The comparison asks a page in the asker's name: it is held against the row of that page. */
function compared(): Cell[] {
  const things: [action: string, view: string, of: string | null][] = [
    ['GET /tasks/{taskId}', 'tasks/zq-nv-a', 'zq-nv-a'],
    ['GET /tasks/{taskId}', 'tasks/zq-nv-b', 'zq-nv-b'],
    ['GET /findings/{findingId}', 'findings/zq-gn-a', 'zq-gn-a'],
    ['GET /findings/{findingId}', 'findings/zq-gn-b', 'zq-gn-b'],
    ['GET /drafts/{draftId}', 'drafts/zq-dt-b', 'zq-dt-b'],
    ['GET /tasks', 'tasks', null],
    ['GET /findings', 'findings', null],
  ];
  return [
    ...things.map(([action, view, of]) =>
      cell(action, `/compare?view=${encodeURIComponent(view)}`, { about: of === null ? null : about(of) }),
    ),
    cell('GET /persons/{personId}', '/compare?view=persons%2Fp-other-chair', { fields: { personId: 'p-other-chair' } }),
    cell('GET /history/log', '/compare?view=history%2Flog'),
  ];
}

function bundled(): Cell[] {
  return [
    cell('GET /bundles', '/bundles?for=task:zq-nv-a', { about: about('zq-nv-a') }),
    cell('GET /bundles', '/bundles?for=task:zq-nv-b', { about: about('zq-nv-b') }),
    // Everybody knows the city; its bundle holds tasks of both wards.
    cell('GET /bundles', '/bundles?for=directive:cd-tp', { whole: ids('task').map((id) => `task-${id}`) }),
    cell('GET /bundles', '/bundles?for=period:2026-01-01:2026-01-02', { whole: HIDDEN.map((one) => one.stream) }),
  ];
}

function former(path: string): Cell {
  const sign = path.includes('?') ? '&' : '?';
  const one = HIDDEN.find(({ id }) => new RegExp(`${id}(/|$|\\?)`).test(path)) ?? null;
  const action = `GET ${path
    .replace(/\?.*/, '')
    .replace(/zq-nv-\w/, '{taskId}')
    .replace(/zq-gn-\w/, '{findingId}')}`;
  return {
    ...cell(action, `${path}${sign}asOf=${IN_FORMER_TERM}`, { about: one }),
    answerOn: IN_FORMER_TERM,
  };
}

function cell(
  action: string,
  url: string,
  {
    about: of = null,
    fields = {},
    whole,
  }: { about?: Hidden | null; fields?: Record<string, string>; whole?: string[] } = {},
): Cell {
  const row = READ_POLICIES.find((one) => one.action === action);
  if (!row) throw new Error(`no row ${action}`);
  return { row, url, fields, about: of, answerOn: null, ...(whole ? { whole } : {}) };
}

function tileOf(size: number): string {
  return `000.p/${size}`;
}

export type Expected = 'answered' | 'not-signed-in' | 'not-allowed' | 'not-there';

/** What the table says, read anew and by hand: nothing here is taken from what decides in the program. */
export function expected({ row, fields, about: of, answerOn, whole }: Cell, who: Persona | null): Expected {
  if (row.for.some((way) => way.who === 'everybody')) return 'answered';
  if (who === null) return 'not-signed-in';
  const visible = of === null || sees(who, of, answerOn);
  if (row.action === 'GET /bundles') return ofBundle(who, visible, whole);
  const fits = row.for.some((way) => {
    const granted =
      way.who === 'anyone-signed-in' ||
      (way.who === 'office' ? who.speaksFor.length > 0 : who.roles.some((role) => role === way.who));
    if (!granted) return false;
    const value = way.field === undefined ? undefined : fields[way.field];
    switch (way.relation) {
      case 'any':
        return true;
      case 'within-scope':
        return visible;
      case 'oneself':
        return value !== undefined && (way.field === 'commandId' ? who.name === 'ward-chair' : who.person === value);
      case 'above':
        return value !== undefined && who.above.includes(way.of === 'person' ? bodyOf(value) : value);
      case 'speaks-for':
        return value !== undefined && who.speaksFor.includes(value);
      case 'of-the-team':
        return value !== undefined && who.teams.includes(value.replace('gn', 'doan'));
      case 'own-office':
      case 'issues':
      case 'leads-task':
        throw new Error(`no route has ${way.relation}`);
    }
  });
  if (fits) return visible ? 'answered' : 'not-there';
  return row.unseen === true || !visible ? 'not-there' : 'not-allowed';
}

function ofBundle(who: Persona, visible: boolean, whole: readonly string[] = []): Expected {
  if (who.roles.includes('auditor')) return 'answered';
  if (!who.head) return 'not-allowed';
  if (!visible) return 'not-there';
  const isWhole = whole.every((stream) => HIDDEN.some((one) => one.stream === stream && sees(who, one, null)));
  return isWhole && !whole.includes('epidemiclevel-pb') ? 'answered' : 'not-allowed';
}

/** The body of the office that a person of the fixture holds. */
function bodyOf(person: string): string {
  const bodies: Readonly<Record<string, string>> = { 'p-ward-chair': 'pa.ubnd', 'p-other-chair': 'pb.ubnd' };
  return bodies[person] ?? '';
}

import { readFileSync, writeFileSync } from 'node:fs';

interface LogResults {
  machine: { cpu: string; cores: number; memoryGiB: number; system: string; node: string; measuredAt: string };
  floor: string;
  rows: { workload: string; what: string; ratio: number; ours: number; floor: number; p99ms: number; rounds: number }[];
}

interface HttpResults {
  clients: number;
  rows: { what: string; perSecond: number; p50ms: number; p99ms: number }[];
}

interface AnswerResults {
  rows: { events: number; p50ms: number; p99ms: number }[];
}

interface ListResults {
  tasks: number;
  rows: { what: string; firstMs: number; againMs: number; afterOneMoreMs: number }[];
}

interface NationResults {
  provinces: number;
  communes: number;
  days: number;
  events: number;
  rows: { what: string; firstMs: number; p50ms: number }[];
}

interface SearchResults {
  texts: number;
  rows: { query: string; hits: number; p50ms: number; p99ms: number }[];
}

const PAGE = 'docs/performance.md';

function goalOf(goal: number | undefined, ratio: number): string {
  return goal === undefined ? '' : `≥ ${goal.toFixed(2)} ${ratio >= goal ? '✓' : '✗'}`;
}

/**
 * `npm run bench -- page`: puts the newest results into the tables of docs/performance.md, between their marks. What
 * limits each stands there in words and is not touched.
 */
export function writePerformancePage(goals: Readonly<Record<string, number>>): Promise<void> {
  const log = read<LogResults>('log');
  const { machine } = log;
  const size = `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}, ${machine.measuredAt.slice(0, 10)}`;
  const http = read<HttpResults>('http');
  const answers = read<AnswerResults>('answers');
  let page = readFileSync(PAGE, 'utf8');
  page = between(page, 'log', [
    `Machine: ${size}. Medians of ${log.rows[0]?.rounds ?? 0} rounds.`,
    '',
    table(
      ['', 'workload', 'ratio to the floor', 'goal', 'ours a second', 'floor a second', 'p99 ms'],
      log.rows.map((r) => [
        r.workload,
        r.what,
        r.ratio.toFixed(2),
        goalOf(goals[r.workload], r.ratio),
        count(r.ours),
        count(r.floor),
        r.p99ms.toFixed(1),
      ]),
    ),
  ]);
  page = between(page, 'http', [
    table(
      [`${http.clients} clients`, 'a second', 'p50 ms', 'p99 ms'],
      http.rows.map((r) => [r.what, count(r.perSecond), String(r.p50ms), String(r.p99ms)]),
    ),
  ]);
  page = between(page, 'answers', [
    table(
      ['events in the log', 'p50 ms', 'p99 ms'],
      answers.rows.map((r) => [count(r.events), String(r.p50ms), String(r.p99ms)]),
    ),
  ]);
  const lists = read<ListResults>('lists');
  page = between(page, 'lists', [
    table(
      [`of ${count(lists.tasks)} tasks`, 'first, ms', 'again, ms', 'after one more, ms'],
      lists.rows.map((r) => [r.what, count(r.firstMs), count(r.againMs), count(r.afterOneMoreMs)]),
    ),
  ]);
  const nation = read<NationResults>('nation');
  page = between(page, 'nation', [
    table(
      [
        `${nation.provinces} provinces, ${count(nation.communes)} communes, ${nation.days} days, ${count(nation.events)} events`,
        'first, ms',
        'again (p50), ms',
      ],
      nation.rows.map((r) => [r.what, count(r.firstMs), count(r.p50ms)]),
    ),
  ]);
  const search = read<SearchResults>('search');
  page = between(page, 'search', [
    table(
      [`query among ${count(search.texts)} texts`, 'hits', 'p50 ms', 'p99 ms'],
      search.rows.map((r) => [r.query, count(r.hits), String(r.p50ms), String(r.p99ms)]),
    ),
  ]);
  writeFileSync(PAGE, page);
  return Promise.resolve();
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(`bench/results/${name}.json`, 'utf8')) as T;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function between(page: string, name: string, lines: readonly string[]): string {
  const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${PAGE} has no marks for ${name}`);
  return `${page.slice(0, from + begin.length)}\n\n${lines.join('\n')}\n\n${page.slice(to)}`;
}

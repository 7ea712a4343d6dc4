import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { checkScenario } from './acceptance/run-scenario.js';
import { parseScenarioFile } from './acceptance/scenario.js';
import { readSettings } from './settings-in-code.js';

/** What the documents say about the code is compared with the code. */
const root = process.cwd();
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;

/** Commands that npm itself brings. */
const OF_NPM = ['ci', 'start', 'test', 'install', 'audit'];
/** Scripts that run before others, by npm's naming. */
const isHook = (name: string): boolean => /^(pre|post)/.test(name) && name.replace(/^(pre|post)/, '') in scripts;

function npmCommandsIn(text: string): string[] {
  return [...text.matchAll(/(?:`|^|&& )npm (?:run )?([a-z][a-z:-]*)/gm)].map((match) => match[1] ?? '');
}

/** Code names in the first column of the table of docs/operations.md under the heading. */
function settingsTable(): string[] {
  const section =
    read('docs/operations.md')
      .split(/^## /m)
      .find((part) => part.startsWith('Settings\n')) ?? '';
  return [...section.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1] ?? '');
}

/** Headings as the fragments that links use. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

describe('the documents', () => {
  it('name only npm commands that exist', () => {
    const unknown = pages.flatMap((page) =>
      npmCommandsIn(read(page))
        .filter((name) => !(name in scripts) && !OF_NPM.includes(name))
        .map((name) => `${page}: npm ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('have every npm command in the table of the README', () => {
    const rows = read('README.md').match(/^\| `npm .*$/gm) ?? [];
    const told = rows.flatMap((row) => npmCommandsIn(row.split('|')[1] ?? ''));
    expect([...new Set(told)].sort()).toEqual(
      Object.keys(scripts)
        .filter((name) => !isHook(name))
        .sort(),
    );
  });

  it('explain every setting that the code reads, and none that it does not read', () => {
    // WRITE_DOCS and BENCH_… are for developers; PATH and the like are passed on.
    expect(settingsTable().sort()).toEqual(readSettings(root));
  });

  it('link to pages, files and headings that exist', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
        .map((match) => match[1] ?? '')
        .filter((target) => !/^[a-z]+:/.test(target))
        .filter((target) => {
          const [path = '', fragment] = target.split('#');
          const file = path === '' ? page : normalize(join(dirname(page), path));
          if (!existsSync(join(root, file))) return true;
          return fragment !== undefined && !anchorsOf(read(file)).includes(fragment);
        })
        .map((target) => `${page}: ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('name files of the project that exist', () => {
    const gone = pages.flatMap((page) =>
      [...read(page).matchAll(/`((?:apps|libs|test|docs|bench)\/[\w./-]+\.(?:ts|md|sql|json))`/g)]
        .map((match) => match[1] ?? '')
        .filter((path) => !existsSync(join(root, path)))
        .map((path) => `${page}: ${path}`),
    );
    expect(gone).toEqual([]);
  });

  it('hold no path of the machine they were written on and no unfinished place', () => {
    const wrong = [...pages, 'docker-compose.yml', 'Dockerfile', '.ci/run', 'package.json'].flatMap((page) =>
      (read(page).match(/(?<![\w.])\/(?:home|work|Users|root|tmp)\/\S*|\b(?:TODO|FIXME|TBD)\b/g) ?? []).map(
        (found) => `${page}: ${found}`,
      ),
    );
    expect(wrong).toEqual([]);
  });

  it('list every decision in the architecture, numbered without gaps', () => {
    const files = readdirSync(join(root, 'docs/adr')).sort();
    expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(files.map((_, i) => i + 1));
    const listed = [...read('docs/architecture.md').matchAll(/^\d+\. \[.+\]\(adr\/(.+)\)$/gm)].map((m) => m[1]);
    expect(listed).toEqual(files);
  });

  it('show a scenario file that is one', () => {
    const example = /```json\n([\s\S]+?)```/.exec(read('docs/acceptance.md'))?.[1] ?? '';
    const { scenarios } = parseScenarioFile(example);
    expect(scenarios).toHaveLength(1);
    for (const scenario of scenarios) expect(() => checkScenario(scenario)).not.toThrow();
  });

  it('have the verbs of the scenarios in the page about them', () => {
    const verbs = [...read('test/acceptance/facts-to-commands.ts').matchAll(/^ {2}([A-Z]\w+): \{$/gm)].map((m) => m[1]);
    const table = read('docs/acceptance.md').split('| Verb |')[1]?.split('\n## ')[0] ?? '';
    const told = [...table.matchAll(/^\| ([A-Z][\w, ]+) \|/gm)].flatMap((m) => (m[1] ?? '').split(', '));
    expect(verbs.length).toBeGreaterThan(20);
    expect(told.sort()).toEqual([...verbs].sort());
  });
});

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = process.cwd();
const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

interface Package {
  version?: string;
  license?: string;
  licenses?: { type?: string }[];
  dev?: boolean;
  devOptional?: boolean;
  integrity?: string;
  resolved?: string;
}
const lock = (json('package-lock.json') as { packages: Record<string, Package> }).packages;
const installed = Object.entries(lock).filter(([path]) => path !== '');
const production = installed.filter(([, { dev, devOptional }]) => !dev && !devOptional);

/** Licences under which a package may run in production: permissive, none asks for our sources. */
const ALLOWED = ['MIT', 'Apache-2.0', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'Python-2.0'];

function licencesOf([path, { license }]: [string, Package]): string[] {
  if (license !== undefined) return license.replace(/[()]/g, '').split(' AND ');
  if (!existsSync(join(root, path, 'package.json'))) return ['not said'];
  const said = json(join(path, 'package.json')) as Package;
  return said.licenses?.map(({ type = 'not said' }) => type) ?? ['not said'];
}

describe('what the program is made of', () => {
  it('has a permissive licence, package by package', () => {
    expect(production.length).toBeGreaterThan(100);
    const others = production.filter((one) => !licencesOf(one).every((licence) => ALLOWED.includes(licence)));
    expect(others.map(([path]) => path)).toEqual([]);
  });

  it('is named in exact versions, and each package by the digest of its content and no address', () => {
    const { dependencies, devDependencies, overrides } = json('package.json') as Record<string, object>;
    const versions = [dependencies, devDependencies].flatMap((part) =>
      Object.entries({ ...part } as Record<string, string>),
    );
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
    const forced = JSON.stringify(overrides).match(/":"([^"]+)"/g) ?? [];
    expect(forced.filter((each) => !/":"(\d+\.\d+\.\d+|\$[a-z-]+)"/.test(each))).toEqual([]);
    expect(installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual(
      [],
    );
    expect(installed.filter(([, { resolved }]) => resolved !== undefined).map(([path]) => path)).toEqual([]);
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toMatch(/https?:\/\/[^"]*registry/);
  });

  it('is written into a bill of materials by one command, which names production alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-sbom-'));
    try {
      const file = join(folder, 'sbom.json');
      const { scripts } = json('package.json') as { scripts: Record<string, string> };
      const [program = '', ...args] = (scripts['sbom'] ?? '').split(' ');
      expect([program, args.at(-2), args.at(-1)]).toEqual(['cyclonedx-npm', '--output-file', 'dist/sbom.json']);
      execFileSync(join(root, 'node_modules/.bin', program), [...args.slice(0, -1), file], { stdio: 'pipe' });
      const { bomFormat, specVersion, components } = JSON.parse(readFileSync(file, 'utf8')) as {
        bomFormat: string;
        specVersion: string;
        components: { name: string; group?: string; version: string }[];
      };
      expect([bomFormat, specVersion]).toEqual(['CycloneDX', '1.6']);
      const named = components.map(({ group, name }) => (group ? `${group}/${name}` : name));
      const { dependencies } = json('package.json') as Record<string, object>;
      expect(named).toEqual(expect.arrayContaining(Object.keys(dependencies ?? {})));
      // Some packages are asked for by those of production and by ourselves.
      const inProduction = new Set(production.map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 13)));
      const optional = new Set(
        installed
          .filter(([, one]) => one.devOptional)
          .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 13)),
      );
      expect(named.filter((name) => !inProduction.has(name) && !optional.has(name))).toEqual([]);
      for (const name of ['jest', 'eslint', 'fast-check', 'cloudevents']) expect(named).not.toContain(name);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 120_000);
});

/** What a secret looks like. */
const SECRETS: Readonly<Record<string, RegExp>> = {
  'private key': /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/]{20}/,
  'access token (JWT)': /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
  'webhook secret': /\bwhsec_[A-Za-z0-9+/]{24,}/,
  'token of a registry or a forge':
    /\b(npm_[A-Za-z0-9]{36}|gh[pousr]_[A-Za-z0-9]{36}|glpat-[\w-]{20}|github_pat_\w{22,})/,
  'key of a cloud': /\b(AKIA[0-9A-Z]{16}|AIza[\w-]{35})\b/,
  'password in an address': /\b[a-z]+:\/\/[\w.~-]+:(?!\$|%24|password@|secret@|pass@|p@|pw@)[^\s/@:'"`$<{]{16,}@/,
};
/** The example of the specification of Standard Webhooks, which everybody knows. */
const KNOWN = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'];

describe('the files of the project', () => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean);

  it('hold nothing that looks like a secret', () => {
    expect(tracked.length).toBeGreaterThan(500);
    const found = tracked
      .filter((path) => existsSync(join(root, path)) && statSync(join(root, path)).size < 5_000_000)
      .flatMap((path) => {
        const text = KNOWN.reduce((all, known) => all.replaceAll(known, ''), readFileSync(join(root, path), 'utf8'));
        return Object.entries(SECRETS).flatMap(([name, form]) => (form.test(text) ? [`${path}: ${name}`] : []));
      });
    expect(found).toEqual([]);
  });

  it('are searched by patterns that find what they are for', () => {
    const planted: Readonly<Record<string, string>> = {
      'private key': `-----BEGIN ${'PRIVATE'} KEY-----\n${'M'.repeat(40)}`,
      'access token (JWT)': ['eyJhbGciOiJFZERTQSJ9', 'eyJzdWIiOiJwLTAxIn0', 'A'.repeat(43)].join('.'),
      'webhook secret': `whsec${'_'}${'A'.repeat(43)}=`,
      'token of a registry or a forge': `npm${'_'}${'a'.repeat(36)}`,
      'key of a cloud': `AKIA${'A'.repeat(16)}`,
      'password in an address': `postgres://app:${'x'.repeat(20)}@db/trachnhiem`,
    };
    for (const [name, form] of Object.entries(SECRETS))
      expect([name, form.test(planted[name] ?? '')]).toEqual([name, true]);
  });

  it('leave keys, data and builds untracked and out of the image', () => {
    const kept = tracked.filter((path) =>
      /(^|\/)(\.data|\.keys|\.env|dist|node_modules)(\/|$)|\.(pem|p12|pfx|key)$/.test(path),
    );
    expect(kept).toEqual([]);
    const [first, ...allowed] = readFileSync(join(root, '.dockerignore'), 'utf8')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(first).toBe('*');
    const patterns = allowed.filter((line) => !line.startsWith('!')).every((line) => line.startsWith('**/'));
    expect([patterns, allowed.filter((line) => /^!(\.data|\.keys|\.env|\.git)/.test(line))]).toEqual([true, []]);
  });
});

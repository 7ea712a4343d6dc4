import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = process.cwd();

interface Instruction {
  word: string;
  rest: string;
}

/** The instructions in order; lines that go on are joined, remarks left out. @throws {Error} a line that is none */
function parsed(text: string): Instruction[] {
  const lines = text
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line) => {
    const [, word, rest] = /^([A-Z]+) (.+)$/.exec(line) ?? [];
    if (word === undefined || rest === undefined) throw new Error(`not an instruction: ${line}`);
    return { word, rest };
  });
}

/** The image is built where there is a container engine; here it is held against what goes wrong in one, and its steps are run. */
describe('the Dockerfile', () => {
  const instructions = parsed(readFileSync(join(root, 'Dockerfile'), 'utf8'));
  const of = (word: string, from = instructions) => from.filter((one) => one.word === word).map(({ rest }) => rest);
  const last = instructions.slice(instructions.map(({ word }) => word).lastIndexOf('FROM'));

  it('uses a few instructions, each in a form that no shell splits', () => {
    const allowed = ['FROM', 'WORKDIR', 'COPY', 'RUN', 'ENV', 'USER', 'EXPOSE', 'VOLUME', 'HEALTHCHECK', 'CMD'];
    expect(instructions.filter(({ word }) => !allowed.includes(word))).toEqual([]);
    for (const rest of [...of('CMD'), ...of('VOLUME')]) expect(Array.isArray(JSON.parse(rest))).toBe(true);
    expect(of('RUN').join('\n')).not.toMatch(/sudo|curl|wget|apt|--force(?!$)|http/m);
    for (const rest of of('COPY')) expect(rest).not.toMatch(/^\.\s|\.env|\.keys|\.data/);
  });

  it('builds in one stage and runs in another, of the same version of Node, which the project asks for', () => {
    const images = of('FROM');
    expect(images).toEqual([
      expect.stringMatching(/^node:(\d+)-slim AS build$/),
      expect.stringMatching(/^node:(\d+)-slim$/),
    ]);
    expect(new Set(images.map((image) => image.split(' ')[0])).size).toBe(1);
    const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { engines: { node: string } };
    expect(engines.node).toContain(`>=${/node:(\d+)/.exec(images[0] ?? '')?.[1]}.`);
  });

  it('runs production packages alone, as a user without rights, with a check of its health', () => {
    expect(of('RUN', last).join('\n')).toContain('npm ci --omit=dev');
    expect(of('COPY', last).every((rest) => !/node_modules|apps\/api|libs/.test(rest))).toBe(true);
    const words = last.map(({ word }) => word);
    expect(words.indexOf('USER')).toBeLessThan(words.indexOf('CMD'));
    expect(words.lastIndexOf('RUN')).toBeLessThan(words.indexOf('USER'));
    expect([of('USER', last), of('HEALTHCHECK', last).length, of('CMD', last).length]).toEqual([['node'], 1, 1]);
    expect(of('ENV', last).join(' ')).toMatch(/NODE_ENV=production/);
  });

  it('writes to its volumes alone, so that its root may be read-only', () => {
    const folders =
      of('ENV', last)
        .join(' ')
        .match(/(?<=(DATA|KEY)_DIR=)\S+/g) ?? [];
    expect(JSON.parse(of('VOLUME', last)[0] ?? '[]')).toEqual(folders);
    expect(folders).toHaveLength(2);
  });

  it('holds no secret', () => {
    expect(instructions.filter(({ rest }) => /PASSWORD|SECRET|TOKEN|_KEY=|:\/\/[^/]*:[^/]*@/i.test(rest))).toEqual([]);
  });

  it('copies what is there, and its check of health is a command that runs', () => {
    for (const [, path = ''] of of('COPY')
      .join('\n')
      .matchAll(/^((?!--from)\S+) /gm))
      expect([path, existsSync(join(root, path))]).toEqual([path, true]);
    const [check = ''] = of('HEALTHCHECK', last);
    const [, ...words] = JSON.parse(check.slice(check.indexOf('['))) as string[];
    // Nothing listens there: the check says so and ends.
    const run = () => execFileSync(process.execPath, words, { env: { PORT: '9' }, stdio: 'pipe' });
    expect(run).toThrow(expect.objectContaining({ status: 1 }));
  }, 60_000);
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';

/** Characters of a text that is tried; a pattern that goes back over it again and again needs minutes, any other milliseconds. */
const LENGTH = 100_000;
/** Milliseconds after which a match is cut off: hundreds of times what it may need, so that a busy machine changes nothing. */
const CUT_OFF = 3000;

/** Patterns that take a square of the length, and why no caller can make them slow: `file source`. */
const BOUNDED: Readonly<Record<string, string>> = {
  'libs/access/src/json-keys.ts "[^"\\\\]*(?:\\\\.[^"\\\\]*)*"|[{}[\\]]':
    'The text is valid JSON: each quotation mark has its other.',
  'libs/event-log/src/eventstoredb-connection.ts \\/+$': 'A setting of whoever runs the program.',
};

interface Pattern {
  file: string;
  source: string;
  flags: string;
}

/** Every regular expression that stands in a source, as the compiler reads it. */
function patternsIn(file: string): Pattern[] {
  const found: Pattern[] = [];
  const walk = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      found.push({ file, source: node.text.slice(1, end), flags: node.text.slice(end + 1).replace(/[gy]/g, '') });
    }
    ts.forEachChild(node, walk);
  };
  walk(ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, false));
  return found;
}

/** Long texts of what the pattern repeats, each with an end that no pattern wants, so that it looks for another way. */
function textsFor(source: string): string[] {
  const own = [...source.replace(/\\[pP]\{[^}]*\}|\\u\{?[0-9a-fA-F]+\}?|\\[a-zA-Z]/g, '')].filter(
    (c) => !/[()[\]{}|?*+^$\\]/.test(c),
  );
  const letters = [...new Set([...own, 'a', '0', ' ', '-', '.', '\n', '"', '\\'])].slice(0, 14);
  const words = [...letters, ...letters.slice(1).map((letter, i) => `${letters[i]}${letter}`), 'a ', 'a.', '0.', '\\"'];
  return words.map((word) => `${word.repeat(LENGTH / word.length)}\u0001`);
}

const files = ['libs', 'apps']
  .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)))
  .filter((name) => /\.(ts|js)$/.test(name) && !/\.spec\.ts$|\/testing\/|\.contract\.ts$|apps\/cli\//.test(name));

describe('regular expressions in the sources', () => {
  it('do not go back again and again over what a caller wrote', () => {
    const patterns = new Map(files.flatMap(patternsIn).map((one) => [`${one.file} /${one.source}/${one.flags}`, one]));
    expect(patterns.size).toBeGreaterThan(100);
    const context = createContext({ pattern: /x/, text: '' });
    const slow = [...patterns.values()].filter(({ file, source, flags }) => {
      if (Object.hasOwn(BOUNDED, `${file} ${source}`)) return false;
      return textsFor(source).some((text) => {
        Object.assign(context, { pattern: new RegExp(source, flags), text });
        try {
          runInContext('pattern.exec(text)', context, { timeout: CUT_OFF });
          return false;
        } catch {
          return true;
        }
      });
    });
    expect(slow.map(({ file, source }) => `${file} ${source}`)).toEqual([]);
  }, 300_000);
});

import { existsSync, readFileSync } from 'node:fs';

/** A promise without a test is a wish. */
const page = readFileSync('docs/security.md', 'utf8');

/** Cells of the rows of the table under a heading, without its head. */
function rowsUnder(heading: string): string[][] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('|'));
  return lines.slice(2).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
}

describe('docs/security.md', () => {
  it.each(['Mapped to the OWASP API Security Top 10 (2023)', 'Mapped to OWASP ASVS 5.0'])(
    '%s: each point has tests that exist',
    (heading) => {
      const rows = rowsUnder(heading);
      expect(rows.length).toBeGreaterThan(5);
      for (const [point = '', said = '', shown = ''] of rows) {
        expect(point).toMatch(heading.includes('API') ? /^API(10|[1-9]) \S/ : /^\d+\.\d+\.\d+(, \d+\.\d+\.\d+)* \S/);
        expect([point, said]).toEqual([point, expect.stringMatching(/\S/)]);
        const tests = [...shown.matchAll(/`([^`]+)`/g)].map(([, path]) => path ?? '');
        expect([point, tests.filter((path) => /\.(e2e-)?spec\.ts$/.test(path) && existsSync(path))]).toEqual([
          point,
          tests,
        ]);
        expect([point, tests.length]).not.toEqual([point, 0]);
      }
    },
  );

  it('names each point once', () => {
    const points = ['Mapped to the OWASP API Security Top 10 (2023)', 'Mapped to OWASP ASVS 5.0']
      .flatMap(rowsUnder)
      .flatMap(([point = '']) => point.match(/^API\d+|\d+\.\d+\.\d+/g) ?? []);
    expect(points.filter((point, i) => points.indexOf(point) !== i)).toEqual([]);
  });
});

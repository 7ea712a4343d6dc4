import { readFileSync, writeFileSync } from 'node:fs';
import { accessPage } from '#access/access-page.js';
import { COMMAND_POLICIES } from '#access/command-policies.js';
import { READ_POLICIES } from '#access/read-policies.js';

const PAGE = new URL('../docs/access.md', import.meta.url);

describe('docs/access.md', () => {
  it('is the policy table', () => {
    if (process.env['WRITE_DOCS']) writeFileSync(PAGE, accessPage());
    if (readFileSync(PAGE, 'utf8') !== accessPage()) {
      throw new Error('docs/access.md: run WRITE_DOCS=1 npm test -- docs-access to write it again');
    }
  });

  it('has every row, and each way of it in both languages', () => {
    const page = readFileSync(PAGE, 'utf8');
    for (const row of [...COMMAND_POLICIES, ...READ_POLICIES]) {
      expect(page).toContain(`### \`${row.action}\` ${row.what.vi} · ${row.what.en}`);
      for (const { basis } of row.for) expect([basis.vi, basis.en].filter((text) => !page.includes(text))).toEqual([]);
    }
  });
});

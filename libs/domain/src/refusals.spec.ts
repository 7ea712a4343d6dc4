import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Refusal } from './refusal.js';
import { REFUSALS } from './refusals.js';
import { isRuleCode, RuleViolation } from './rule-violation.js';
import { refusalsPage } from './testing/refusals-table.js';

const ROOT = new URL('../../../', import.meta.url).pathname;
const PAGE = join(ROOT, 'docs/refusals.md');

/** Codes in the first argument of every `new RuleViolation(` of the sources. */
function thrownCodes(): Set<string> {
  const codes = new Set<string>();
  for (const folder of ['libs', 'apps']) {
    for (const file of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
      const source = readFileSync(join(ROOT, folder, file), 'utf8');
      for (const [, argument = ''] of source.matchAll(/new RuleViolation\(([^,]*),/g)) {
        for (const [, code = ''] of argument.matchAll(/'([a-z-]+)'(?!\s*\?)/g)) if (code.includes('-')) codes.add(code);
      }
    }
  }
  return codes;
}

describe('refusals', () => {
  it('every code that is thrown has a text, and every text a code that is thrown', () => {
    expect([...thrownCodes()].sort()).toEqual(Object.keys(REFUSALS).sort());
  });

  it.each(Object.entries<Refusal>(REFUSALS))('%s is one plain sentence in each language', (code, { rule, en, vi }) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(rule).toMatch(/^(R([1-9]|10)|section [1-8])$/);
    for (const text of [en, vi]) expect(text).toMatch(/^\p{Lu}[^.|]{10,118}\.$/u);
    expect(vi).toBe(vi.normalize('NFC'));
    expect(vi).toMatch(/[ạảãàáâậầấẩẫăắằặẳẵđêệềếểễôộồốổỗơờớợởỡưừứựửữóòọỏõùúụủũíìịỉĩéèẹẻẽýỳỵỷỹ]/u);
  });

  it('words that stand for another state are not used: nobody known is not a vacancy', () => {
    expect(REFUSALS['unnamed-holder-cannot-act'].vi).toContain('Chưa có thông tin');
    expect(REFUSALS['unnamed-holder-cannot-act'].vi).not.toContain('khuyết');
  });

  it('docs/refusals.md is the table', () => {
    if (process.env['WRITE_DOCS']) writeFileSync(PAGE, refusalsPage());
    const page = readFileSync(PAGE, 'utf8');
    if (page !== refusalsPage())
      throw new Error('docs/refusals.md: run WRITE_DOCS=1 npm test -- refusals to write it again');
  });

  it('a violation says its code and what it was applied to', () => {
    const violation = new RuleViolation('task-already-assigned', 't1');
    expect([violation.code, violation.message]).toEqual(['task-already-assigned', 'task-already-assigned: t1']);
    expect([isRuleCode('task-already-assigned'), isRuleCode('toString'), isRuleCode('khác')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

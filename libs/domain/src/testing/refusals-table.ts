import type { Refusal } from '../refusal.js';
import { REFUSALS } from '../refusals.js';

/** docs/refusals.md as the table of refusals has it. */
export function refusalsPage(): string {
  const rows = Object.entries<Refusal>(REFUSALS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, { rule, vi, en }]) => `| \`${code}\` | ${rule} | ${vi} | ${en} |`);
  return [
    '# Refusals',
    '',
    'A command that breaks a rule of the domain is refused and nothing is recorded. The code is the last part of the',
    "problem's `type` and never changes its meaning. The rule is one of the rules R1 to R10 of who answers, or the section",
    "of the domain's description. This page is written from `libs/domain/src/refusals.ts`.",
    '',
    '<!-- prettier-ignore -->',
    '| Code | Rule | Tiếng Việt | English |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

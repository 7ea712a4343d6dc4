import { FAULTS } from './fault-texts.js';
import { RULE_STATUS } from './problem-of.js';
import { PROBLEMS, type ProblemType, TYPE_PREFIX } from './problem-types.js';

const BEFORE = `# Problems

Every answer of the API that is not a success is \`application/problem+json\` (RFC 9457), for addresses that do not exist
and bodies that cannot be read as well. \`type\` is stable and begins with \`${TYPE_PREFIX}\`; \`title\` and \`detail\` are in
Vietnamese, or in English where \`Accept-Language\` prefers it; \`instance\` names the one answer, and the log of the server
has it for unexpected errors. This page is written from \`apps/api/src/problem-types.ts\`.

With status 503 \`Retry-After\` says after how many seconds to try again. A command that is sent again with the same
\`Idempotency-Key\` and body has no second effect: if it was recorded before, its first receipt comes back.

A refusal by a rule of the domain has status ${RULE_STATUS} and the type \`${TYPE_PREFIX}rule:\` and the code of the rule; \`rule\`
is the code, \`source\` where the rule is stated, \`subject\` what it was applied to. [refusals.md](refusals.md) lists the
codes. A refusal is kept: the same command gets it again, also when it would be allowed by now; send a new key.

\`GET /health/ready\` alone answers 503 with its own report instead of a problem.

## Types

`;

const BETWEEN = `
## Codes in \`errors\`

\`errors\` names what is wrong, part by part, 100 at most: a field of the body by its JSON \`pointer\`, a part of the address
by \`parameter\`, a header field by \`header\`.

`;

/** docs/problems.md */
export function problemsPage(): string {
  const types = Object.entries<ProblemType>(PROBLEMS).map(([slug, { status, retryAfter, vi, en }]) => [
    `\`${slug}\``,
    String(status),
    retryAfter ? `${retryAfter} s` : '',
    said(vi),
    said(en),
  ]);
  const codes = new Map(
    Object.values(FAULTS)
      .map(({ code, say }) => [code, say('…')] as const)
      .reverse(),
  );
  const faults = [...codes].reverse().map(([code, { vi, en }]) => [`\`${code}\``, vi, en]);
  const headings = ['Type', 'Status', '`Retry-After`', 'Tiếng Việt', 'English'];
  return [BEFORE, table(headings, types), BETWEEN, table(['Code', 'Tiếng Việt', 'English'], faults)].join('');
}

function said({ title, detail }: { title: string; detail: string }): string {
  return `${title} ${detail}`;
}

/** A table with its columns in line, as Prettier leaves it. */
function table(headings: string[], rows: string[][]): string {
  const widths = headings.map((heading, i) => Math.max(...[heading, ...rows.map((row) => row[i] ?? '')].map(lengthOf)));
  const line = (cells: string[]) => `| ${cells.map((cell, i) => pad(cell, widths[i] ?? 0)).join(' | ')} |\n`;
  return [headings, widths.map((width) => '-'.repeat(width)), ...rows].map(line).join('');
}

function pad(cell: string, width: number): string {
  return cell + ' '.repeat(width - lengthOf(cell));
}

function lengthOf(cell: string): number {
  return [...cell].length;
}

import { command, speaksFor, type Words } from './command-policy.js';
import type { PolicyRow } from './policy-table.js';

const SAYS: Words = [
  'Cơ quan, người giữ chức vụ tự biểu dương, phê bình, chuyển xử lý; không ai tự khen mình (điều 5).',
  'The body says it, or who holds the office; nobody praises themself (section 5).',
];

const recognises = (action: string, what: Words) =>
  command(
    action,
    'recognition',
    what,
    [speaksFor('by', SAYS, { and: [{ relation: 'own-office', field: 'byOffice', ifGiven: true }] })],
    { names: { tasks: 'task', findings: 'finding' } },
  );

/** Praise and criticism, which people alone give: this only lists who may. */
export const COMMANDS_OF_RECOGNITION: readonly PolicyRow[] = [
  recognises('IssueCommendation', ['Biểu dương, khen thưởng', 'Commending']),
  recognises('IssueCriticism', ['Phê bình, xử lý', 'Criticising']),
  recognises('ReferViolation', ['Chuyển xử lý vi phạm', 'Referring a violation']),
];

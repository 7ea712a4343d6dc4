import type { ReadPolicy } from './read-policy.js';
import { READS_OF_PAGES } from './read-policies-of-pages.js';
import { READS_OF_RECORDS } from './read-policies-of-records.js';
import { READS_OF_UNITS } from './read-policies-of-units.js';
import { READS_OF_WORK } from './read-policies-of-work.js';

/** Who may read what: a row for each route that is no command. What has none is denied to everybody. */
export const READ_POLICIES: readonly ReadPolicy[] = [
  ...READS_OF_UNITS,
  ...READS_OF_WORK,
  ...READS_OF_RECORDS,
  ...READS_OF_PAGES,
];

const BY_ACTION: ReadonlyMap<string, ReadPolicy> = new Map(READ_POLICIES.map((row) => [row.action, row]));

/** The row of a route (`GET /tasks/{taskId}`); null: it has none, or is a command's. */
export function readPolicyOf(action: string): ReadPolicy | null {
  return BY_ACTION.get(action) ?? null;
}

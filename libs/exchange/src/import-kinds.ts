import { APPOINTMENTS } from './import-appointments.js';
import { CASE_COUNTS } from './import-case-counts.js';
import { DIRECTIVES } from './import-directives.js';
import { INDICATORS } from './import-indicators.js';
import type { ImportKind } from './import-kind.js';
import { TASKS } from './import-tasks.js';
import { UNITS } from './import-units.js';

/** Every kind of list that can be imported, by the name that callers give. */
export const IMPORT_KINDS: readonly ImportKind[] = [UNITS, APPOINTMENTS, DIRECTIVES, TASKS, CASE_COUNTS, INDICATORS];

export function importKindOf(name: string): ImportKind | null {
  return IMPORT_KINDS.find((kind) => kind.name === name) ?? null;
}

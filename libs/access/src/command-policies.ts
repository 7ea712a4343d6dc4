import type { PolicyRow } from './policy-table.js';

/** Who may record what: a row for each command. */
export const COMMAND_POLICIES: readonly PolicyRow[] = [];

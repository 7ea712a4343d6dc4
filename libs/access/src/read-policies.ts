import type { PolicyRow } from './policy-table.js';

/** Who may read what: a row for each route that answers. */
export const READ_POLICIES: readonly PolicyRow[] = [];

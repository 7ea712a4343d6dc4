import { ORGANISATION_REFUSALS } from './organisation/organisation-refusals.js';
import { DIRECTIVE_REFUSALS } from './directives/directive-refusals.js';
import { TASK_REFUSALS } from './tasks/task-refusals.js';
import { INSPECTION_REFUSALS } from './inspections/inspection-refusals.js';
import { DRAFT_REFUSALS } from './drafts/draft-refusals.js';
import { FIGURE_REFUSALS } from './figures/figure-refusals.js';
import { RECOGNITION_REFUSALS } from './recognition/recognition-refusals.js';
import { RECORD_REFUSALS } from './record/record-refusals.js';

/** Every code with which a rule of the domain refuses; the texts stand beside what refuses. docs/refusals.md is written from this table. */
export const REFUSALS = {
  ...ORGANISATION_REFUSALS,
  ...DIRECTIVE_REFUSALS,
  ...TASK_REFUSALS,
  ...INSPECTION_REFUSALS,
  ...FIGURE_REFUSALS,
  ...DRAFT_REFUSALS,
  ...RECOGNITION_REFUSALS,
  ...RECORD_REFUSALS,
} as const;

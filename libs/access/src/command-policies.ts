import { COMMANDS_OF_FIGURES } from './command-policies-of-figures.js';
import { COMMANDS_OF_INSPECTIONS } from './command-policies-of-inspections.js';
import { COMMANDS_OF_ORGANISATION } from './command-policies-of-organisation.js';
import { COMMANDS_OF_RECOGNITION } from './command-policies-of-recognition.js';
import { COMMANDS_OF_TASKS } from './command-policies-of-tasks.js';
import type { PolicyRow } from './policy-table.js';

/** Who may record what: a row for each command. */
export const COMMAND_POLICIES: readonly PolicyRow[] = [
  ...COMMANDS_OF_ORGANISATION,
  ...COMMANDS_OF_TASKS,
  ...COMMANDS_OF_INSPECTIONS,
  ...COMMANDS_OF_FIGURES,
  ...COMMANDS_OF_RECOGNITION,
];

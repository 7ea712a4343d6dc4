import type { Type } from '@nestjs/common';
import type { RecordingCommand } from '#commands/command.js';
import type { Example } from './command-example.js';
import { ANNULMENT_EXAMPLES } from './annulment-examples.js';
import { DIRECTIVE_EXAMPLES } from './directive-examples.js';
import { DRAFT_EXAMPLES } from './draft-examples.js';
import { FIGURE_EXAMPLES } from './figure-examples.js';
import { INSPECTION_EXAMPLES } from './inspection-examples.js';
import { ORGANISATION_EXAMPLES } from './organisation-examples.js';
import { PERSONAL_DATA_EXAMPLES } from './personal-data-examples.js';
import { RECOGNITION_EXAMPLES } from './recognition-examples.js';
import { REORGANISATION_EXAMPLES } from './reorganisation-examples.js';
import { TASK_EXAMPLES } from './task-examples.js';

/**
 * One example or more of every command, as the documentation shows them. In this order they tell one invented story, and
 * a test runs it over HTTP.
 */
export const EXAMPLES: readonly Example[] = [
  ...ORGANISATION_EXAMPLES,
  ...DIRECTIVE_EXAMPLES,
  ...TASK_EXAMPLES,
  ...INSPECTION_EXAMPLES,
  ...FIGURE_EXAMPLES,
  ...DRAFT_EXAMPLES,
  ...RECOGNITION_EXAMPLES,
  ...ANNULMENT_EXAMPLES,
  ...PERSONAL_DATA_EXAMPLES,
  ...REORGANISATION_EXAMPLES,
];

/** The first example of a command. */
export function exampleOf(command: Type<RecordingCommand>): object {
  const found = EXAMPLES.find((candidate) => candidate.command === command.name);
  if (!found) throw new Error(`${command.name} has no example`);
  return found.body;
}

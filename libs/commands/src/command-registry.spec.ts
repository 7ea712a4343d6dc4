import 'reflect-metadata';
import { annulmentHandlers } from './annulment.commands.js';
import { personalDataHandlers } from './personal-data.commands.js';
import { COMMANDS, isCommandName } from './command-registry.js';
import { directiveCirculationHandlers } from './directive-circulation.commands.js';
import { directiveHandlers } from './directive.commands.js';
import { draftHandlers } from './draft.commands.js';
import { figureHandlers } from './figure.commands.js';
import { findingHandlers } from './finding.commands.js';
import { inspectionHandlers } from './inspection.commands.js';
import { officeHandlers } from './office.commands.js';
import { recognitionHandlers } from './recognition.commands.js';
import { rectificationHandlers } from './rectification.commands.js';
import { taskCompletionHandlers } from './task-completion.commands.js';
import { taskExtensionHandlers } from './task-extension.commands.js';
import { taskFollowUpHandlers } from './task-follow-up.commands.js';
import { taskHandlers } from './task.commands.js';
import { certificationHandlers } from './certification.commands.js';
import { epidemicLevelHandlers } from './epidemic-level.commands.js';
import { reportingDutyHandlers } from './reporting-duty.commands.js';
import { thresholdHandlers } from './threshold.commands.js';
import { unitHandlers } from './unit.commands.js';
import { visitHandlers } from './visit.commands.js';

/** Where @nestjs/cqrs keeps the command of a handler. */
const HANDLED = '__commandHandler__';

const handlers: readonly object[] = [
  ...unitHandlers,
  ...officeHandlers,
  ...directiveHandlers,
  ...directiveCirculationHandlers,
  ...taskHandlers,
  ...taskCompletionHandlers,
  ...taskExtensionHandlers,
  ...taskFollowUpHandlers,
  ...inspectionHandlers,
  ...visitHandlers,
  ...findingHandlers,
  ...rectificationHandlers,
  ...figureHandlers,
  ...draftHandlers,
  ...recognitionHandlers,
  ...reportingDutyHandlers,
  ...thresholdHandlers,
  ...certificationHandlers,
  ...epidemicLevelHandlers,
  ...annulmentHandlers,
  ...personalDataHandlers,
];

it('names every command that has a handler, and no other', () => {
  const handled = handlers.map((handler) => (Reflect.getMetadata(HANDLED, handler) as { name: string }).name);
  expect(Object.keys(COMMANDS).sort()).toEqual([...handled].sort());
});

it('has each command under the name of its class', () => {
  for (const [name, type] of Object.entries(COMMANDS)) expect(type.name).toBe(name);
});

it('knows a name from what is none', () => {
  expect(isCommandName('AssignTask')).toBe(true);
  expect(isCommandName('toString')).toBe(false);
  expect(isCommandName('Giao nhiệm vụ')).toBe(false);
});

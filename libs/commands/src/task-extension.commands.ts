import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireIssuerOrAbove, requireNotTheDoer, requireTheDoer } from '#domain/separation-of-duties.js';
import { pendingRequest } from '#domain/tasks/follow-up.js';
import { refuseExtension, requestExtension } from '#domain/tasks/task-deadlines.js';
import { EXTENSION_REASONS, type ExtensionReason } from '#domain/tasks/task-events.js';
import { RecordingCommand } from './command.js';
import { Day, Id, OneOf, Text } from './fields.js';
import { Recorder } from './recorder.js';
import { recordOnOpenTask } from './task-in-context.js';

/** A unit that does the task asks for more time. It moves no deadline; the issuer or a body above it decides. */
export class RequestExtension extends RecordingCommand {
  @Id({ description: 'The task.' }) taskId!: string;
  @Id({ description: 'The unit that asks; it does the task.' }) by!: string;
  @Day({ description: 'The date that it proposes, later than the present one.' }) deadline!: string;
  @Day({ description: 'The day of the request.' }) on!: string;
  @OneOf(EXTENSION_REASONS, { description: 'Reason from the list.' }) reasonCode!: ExtensionReason;
  @Text({ description: 'The reason in words.' }) reason!: string;
}

/** The request is not granted. By the issuer or a body above it, never by the doer; each request is decided once. */
export class RefuseExtension extends RecordingCommand {
  @Id({ description: 'The task.' }) taskId!: string;
  @Id({ description: 'Event id of the request; the one that waits, if left out.', optional: true })
  request?: string | null;
  @Id({ description: 'The unit that decides.' }) by!: string;
  @Day({ description: 'The day of the decision.' }) on!: string;
  @Text({ description: 'Why.' }) reason!: string;
}

@CommandHandler(RequestExtension)
export class RequestExtensionHandler implements ICommandHandler<RequestExtension> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RequestExtension) {
    const { taskId, by, on, deadline } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireTheDoer(facts, state, by, on);
      return requestExtension(state, { taskId, by, on, deadline, reason: c.reasonCode, text: c.reason });
    });
  }
}

@CommandHandler(RefuseExtension)
export class RefuseExtensionHandler implements ICommandHandler<RefuseExtension> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RefuseExtension) {
    const { taskId, by, on, reason } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireNotTheDoer(facts, state, by, on);
      requireIssuerOrAbove(facts, state, by, on);
      const request = c.request ?? pendingRequest(state.followUp, on)?.at.id;
      if (request === undefined) throw new RuleViolation('no-such-extension-request', `${taskId} ${on}`);
      return refuseExtension(state, { taskId, by, on, request, reason });
    });
  }
}

export const taskExtensionHandlers = [RequestExtensionHandler, RefuseExtensionHandler];

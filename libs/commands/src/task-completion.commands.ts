import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireIssuerOrAbove, requireNotTheDoer, requireTheDoer } from '#domain/separation-of-duties.js';
import { type Completion, pendingCompletion, type Task } from '#domain/tasks/task.js';
import { decideCompletion, reportCompletion } from '#domain/tasks/task-completion.js';
import { clarifyDeadline, grantExtension } from '#domain/tasks/task-deadlines.js';
import { EXTENSION_REASONS, type ExtensionReason } from '#domain/tasks/task-events.js';
import { pendingRequest } from '#domain/tasks/follow-up.js';
import type { EvidenceStore } from '#evidence/evidence-store.js';
import { RecordingCommand } from './command.js';
import { EVIDENCE_STORE, evidenceCheck, EvidenceField } from './evidence.js';
import { Day, Id, OneOf, Parts, Text } from './fields.js';
import { Recorder } from './recorder.js';
import { recordOnOpenTask } from './task-in-context.js';

abstract class ActOnTask extends RecordingCommand {
  @Id({ description: 'The task.' }) taskId!: string;
  @Id({ description: 'The unit that acts.' }) by!: string;
}

/** Says which date a wording means, who fixed it and on what basis. Never the doer. */
export class ClarifyDeadline extends ActOnTask {
  @Day({ description: 'The date; it counts to its end in Asia/Ho_Chi_Minh.' }) deadline!: string;
  @Day({ description: 'The day on which it was fixed.' }) on!: string;
  @Text({ description: 'On what basis.', optional: true }) basis?: string | null;
}

/** Section 5: more time comes from the issuer or a body above it, never from the doer. */
export class GrantExtension extends ActOnTask {
  @Day({ description: 'The new date, later than the present one.' }) deadline!: string;
  @Day({ description: 'The day on which it was granted.' }) on!: string;
  @OneOf(EXTENSION_REASONS, { description: 'Reason from the list; `other` if left out.', optional: true })
  reasonCode?: ExtensionReason | null;
  @Text({ description: 'The reason in words.' }) reason!: string;
  @Id({ description: 'Event id of the request that it answers; the one that waits, if left out.', optional: true })
  request?: string | null;
}

export class ReportCompletion extends ActOnTask {
  @Day({ description: 'The day on which the work was done.' }) on!: string;
  @Text({ description: 'What was done.', optional: true }) text?: string | null;
  @Parts(() => EvidenceField, { description: 'Files that show it, uploaded before.', atMost: 50, optional: true })
  evidence?: EvidenceField[] | null;
}

/** Somebody other than the doer confirms. On time is judged by the day of completion, not by this day. */
export class VerifyCompletion extends ActOnTask {
  @Id({ description: 'Event id of the completion report; the one that waits, if left out.', optional: true })
  report?: string | null;
  @Day({ description: 'The day of the verification.' }) on!: string;
}

/** After a rejection a new report is needed. */
export class RejectCompletion extends ActOnTask {
  @Id({ description: 'Event id of the completion report; the one that waits, if left out.', optional: true })
  report?: string | null;
  @Day({ description: 'The day of the rejection.' }) on!: string;
  @Text({ description: 'What is missing.' }) reason!: string;
}

@CommandHandler(ClarifyDeadline)
export class ClarifyDeadlineHandler implements ICommandHandler<ClarifyDeadline> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ClarifyDeadline) {
    const { taskId, by, on, deadline } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireNotTheDoer(facts, state, by, on);
      return clarifyDeadline(state, { taskId, by, on, deadline, basis: c.basis ?? null });
    });
  }
}

@CommandHandler(GrantExtension)
export class GrantExtensionHandler implements ICommandHandler<GrantExtension> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: GrantExtension) {
    const { taskId, by, on, deadline } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireNotTheDoer(facts, state, by, on);
      requireIssuerOrAbove(facts, state, by, on);
      const request = c.request ?? pendingRequest(state.followUp, on)?.at.id;
      return grantExtension(state, {
        taskId,
        by,
        on,
        deadline,
        reason: c.reasonCode ?? 'other',
        text: c.reason,
        ...(request === undefined ? {} : { request }),
      });
    });
  }
}

@CommandHandler(ReportCompletion)
export class ReportCompletionHandler implements ICommandHandler<ReportCompletion> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}
  async execute(c: ReportCompletion) {
    const { taskId, by, on } = c;
    const stored = await evidenceCheck(this.store, c.evidence);
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireTheDoer(facts, state, by, on);
      const evidence = stored();
      return reportCompletion(state, {
        taskId,
        by,
        on,
        ...(c.text ? { text: c.text } : {}),
        ...(evidence.length > 0 ? { evidence } : {}),
      });
    });
  }
}

@CommandHandler(VerifyCompletion)
export class VerifyCompletionHandler implements ICommandHandler<VerifyCompletion> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: VerifyCompletion) {
    const { taskId, by, on } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      const completion = waiting(state, c);
      requireNotTheDoer(facts, state, by, on, completion);
      const data = { taskId, report: completion.at.id, by, on };
      return decideCompletion(state, { type: 'CompletionVerified', data });
    });
  }
}

@CommandHandler(RejectCompletion)
export class RejectCompletionHandler implements ICommandHandler<RejectCompletion> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RejectCompletion) {
    const { taskId, by, on, reason } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      const completion = waiting(state, c);
      requireNotTheDoer(facts, state, by, on, completion);
      const data = { taskId, report: completion.at.id, by, on, reason };
      return decideCompletion(state, { type: 'CompletionRejected', data });
    });
  }
}

/** The report that the verdict is about: the one that it names, or the one that waits. */
function waiting(state: Task, c: VerifyCompletion | RejectCompletion): Completion {
  const named = c.report ?? null;
  const found = named === null ? pendingCompletion(state, c.on) : state.completions.find((r) => r.at.id === named);
  if (!found) throw new RuleViolation('no-such-completion-report', `${c.taskId} ${named ?? c.on}`);
  return found;
}

export const taskCompletionHandlers = [
  ClarifyDeadlineHandler,
  GrantExtensionHandler,
  ReportCompletionHandler,
  VerifyCompletionHandler,
  RejectCompletionHandler,
];

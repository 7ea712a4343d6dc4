import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { SECRECY_MARKINGS, requireUnmarked } from '#domain/secrecy.js';
import {
  requireExisting,
  requireFollower,
  requireNotTheDoer,
  requireOfficeIn,
  requirePerson,
  requireReminds,
  requireTheDoer,
} from '#domain/separation-of-duties.js';
import type { Facts } from '#domain/facts.js';
import {
  endFollowing,
  explain,
  judgeReason,
  nameFollower,
  remind,
  reportProgress,
} from '#domain/tasks/follow-up-decisions.js';
import { DELAY_REASONS, type DelayReason, type DelayReasonCode } from '#domain/tasks/task-events.js';
import type { EvidenceStore } from '#evidence/evidence-store.js';
import { RecordingCommand } from './command.js';
import { EVIDENCE_STORE, evidenceCheck, EvidenceField } from './evidence.js';
import { Day, Figure, Id, OneOf, Part, Parts, Percent, Text } from './fields.js';
import { Recorder } from './recorder.js';
import { recordOnOpenTask, recordOnTask } from './task-in-context.js';

const SECRECY = {
  description: 'Marking of a state secret; what bears one is refused, and so is a text or file name that shows one.',
  optional: true,
};

/** How far it has come: so many of so many, as the unit counts it. */
export class CountedField {
  @Figure({ description: 'How many are done.' }) numerator!: number;
  @Figure({ description: 'Of how many; left out where the unit does not say.', optional: true })
  denominator?: number | null;
  @Text({ description: 'What is counted ("phường", "hộ").', max: 60, optional: true }) unit?: string | null;
  @Text({ description: 'Qualifier as written ("khoảng").', max: 60, optional: true }) qualifier?: string | null;
}

/** Nguyên nhân chậm, from the list. */
export class DelayReasonField {
  @OneOf(DELAY_REASONS, { description: 'The reason.' }) code!: DelayReasonCode;
  @Id({ description: 'The unit that is waited for; with `waiting-for-another-unit` and only there.', optional: true })
  waitingFor?: string | null;
}

abstract class SaidOnTask extends RecordingCommand {
  @Id({ description: 'The task.' }) taskId!: string;
  @Id({ description: 'The unit that speaks.' }) by!: string;
}

/** A unit that does the task says how far it has come. It closes nothing. */
export class ReportProgress extends SaidOnTask {
  @Day({ description: 'The day up to which it is told.' }) on!: string;
  @Text({ description: 'What has been done, and what has not.' }) text!: string;
  @Percent({ description: 'Percent done, only if the unit states it; software makes none.', optional: true })
  percent?: number | null;
  @Part(() => CountedField, { description: 'How many of how many.', optional: true }) counted?: CountedField | null;
  @Parts(() => DelayReasonField, { description: 'Why it is late.', atMost: 20, optional: true })
  delayReasons?: DelayReasonField[] | null;
  @Parts(() => EvidenceField, { description: 'Files that show it, uploaded before.', atMost: 50, optional: true })
  evidence?: EvidenceField[] | null;
  @OneOf(SECRECY_MARKINGS, SECRECY) secrecy?: string | null;
}

/** Đôn đốc: a unit that does the task is reminded, by the issuer, by who follows it, or by who passed it on. */
export class SendReminder extends SaidOnTask {
  @Id({ description: 'The unit that is reminded; it does the task on that day.' }) to!: string;
  @Day({ description: 'The day of the reminder.' }) on!: string;
  @Text({ description: 'Its words.' }) text!: string;
  @Text({ description: 'Number of the paper as printed, where there is one.', max: 60, optional: true })
  document?: string | null;
  @OneOf(SECRECY_MARKINGS, SECRECY) secrecy?: string | null;
}

/** Giải trình: a unit that does the task, or its head, explains itself; also after the task was closed. */
export class SubmitExplanation extends SaidOnTask {
  @Id({ description: 'The office that explains, where its head does; it sits in the unit.', optional: true })
  office?: string | null;
  @Day({ description: 'The day of the explanation.' }) on!: string;
  @Text({ description: 'The explanation.', max: 10_000 }) text!: string;
  @Parts(() => DelayReasonField, { description: 'The reasons that it states.', atMost: 20, optional: true })
  delayReasons?: DelayReasonField[] | null;
  @Id({ description: 'Event id of the reminder that it answers.', optional: true }) reminder?: string | null;
  @Parts(() => EvidenceField, { description: 'Files that show it, uploaded before.', atMost: 50, optional: true })
  evidence?: EvidenceField[] | null;
  @OneOf(SECRECY_MARKINGS, SECRECY) secrecy?: string | null;
}

abstract class JudgesReason extends SaidOnTask {
  @Id({ description: 'Event id of the report or explanation that states the reason.' }) statement!: string;
  @OneOf(DELAY_REASONS, { description: 'The reason that is spoken of.' }) code!: DelayReasonCode;
  @Day({ description: 'The day on which it is said.' }) on!: string;
}

/** Another unit than the doer says that a stated reason holds. */
export class ConfirmDelayReason extends JudgesReason {
  @Text({ description: 'In words.', optional: true }) text?: string | null;
}
/** Another unit than the doer says that a stated reason does not hold. Both stand side by side. */
export class ContestDelayReason extends JudgesReason {
  @Text({ description: 'Why it does not.' }) text!: string;
}

/** Chuyên viên theo dõi: who follows the task in the issuer's office, from a day on. */
export class NameFollowingOfficer extends RecordingCommand {
  @Id({ description: 'The task; who follows a class task follows each member’s.' }) taskId!: string;
  @Id({ description: 'Id of the following.' }) followingId!: string;
  @Id({ description: 'The person who follows it.' }) person!: string;
  @Id({ description: 'The unit where the person works: the issuer, a body inside it, or one above.' }) unit!: string;
  @Day({ description: 'First day.' }) on!: string;
  @Day({ description: 'First day on which it no longer holds.', optional: true }) until?: string | null;
}

export class EndFollowing extends RecordingCommand {
  @Id({ description: 'The task.' }) taskId!: string;
  @Id({ description: 'Id of the following.' }) followingId!: string;
  @Day({ description: 'First day on which it no longer holds.' }) on!: string;
}

@CommandHandler(ReportProgress)
export class ReportProgressHandler implements ICommandHandler<ReportProgress> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}
  async execute(c: ReportProgress) {
    const { taskId, by, on, text } = c;
    const stored = await evidenceCheck(this.store, c.evidence);
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireUnmarked(c.secrecy, taskId);
      requireTheDoer(facts, state, by, on);
      const counted = c.counted
        ? {
            numerator: c.counted.numerator,
            denominator: c.counted.denominator ?? null,
            unit: c.counted.unit ?? null,
            qualifier: c.counted.qualifier ?? null,
          }
        : null;
      const delayReasons = reasonsOf(facts, c.delayReasons, on);
      const [percent, evidence] = [c.percent ?? null, stored()];
      return reportProgress(state, { taskId, by, on, text, percent, counted, delayReasons, evidence });
    });
  }
}

@CommandHandler(SendReminder)
export class SendReminderHandler implements ICommandHandler<SendReminder> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: SendReminder) {
    const { taskId, by, to, on, text } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireUnmarked(c.secrecy, taskId);
      requireReminds(facts, state, by, to, on);
      return remind(state, { taskId, by, to, on, text, document: c.document ?? null });
    });
  }
}

@CommandHandler(SubmitExplanation)
export class SubmitExplanationHandler implements ICommandHandler<SubmitExplanation> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}
  async execute(c: SubmitExplanation) {
    const { taskId, by, on, text } = c;
    const [office, reminder] = [c.office ?? null, c.reminder ?? null];
    const stored = await evidenceCheck(this.store, c.evidence);
    return recordOnTask(this.recorder, c, (state, facts) => {
      requireUnmarked(c.secrecy, taskId);
      requireTheDoer(facts, state, by, on);
      if (office !== null) requireOfficeIn(facts, office, by, on);
      const delayReasons = reasonsOf(facts, c.delayReasons, on);
      return explain(state, { taskId, by, office, on, text, delayReasons, reminder, evidence: stored() });
    });
  }
}

@CommandHandler(ConfirmDelayReason)
export class ConfirmDelayReasonHandler implements ICommandHandler<ConfirmDelayReason> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ConfirmDelayReason) {
    const { taskId, by, on, statement, code } = c;
    return recordOnTask(this.recorder, c, (state, facts) => {
      requireNotTheDoer(facts, state, by, on);
      const data = { taskId, statement, code, by, on, text: c.text ?? null };
      return judgeReason(state, { type: 'DelayReasonConfirmed', data });
    });
  }
}

@CommandHandler(ContestDelayReason)
export class ContestDelayReasonHandler implements ICommandHandler<ContestDelayReason> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ContestDelayReason) {
    const { taskId, by, on, statement, code, text } = c;
    return recordOnTask(this.recorder, c, (state, facts) => {
      requireNotTheDoer(facts, state, by, on);
      return judgeReason(state, { type: 'DelayReasonContested', data: { taskId, statement, code, by, on, text } });
    });
  }
}

@CommandHandler(NameFollowingOfficer)
export class NameFollowingOfficerHandler implements ICommandHandler<NameFollowingOfficer> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: NameFollowingOfficer) {
    const { taskId, followingId, person, unit, on } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireExisting(facts, unit, on);
      requirePerson(facts, person);
      requireFollower(facts, state, unit, person, on);
      return nameFollower(state, { taskId, followingId, person, unit, on, until: c.until ?? null });
    });
  }
}

@CommandHandler(EndFollowing)
export class EndFollowingHandler implements ICommandHandler<EndFollowing> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: EndFollowing) {
    const { taskId, followingId, on } = c;
    return recordOnTask(this.recorder, c, (state) => endFollowing(state, { taskId, followingId, on }));
  }
}

function reasonsOf(facts: Facts, given: DelayReasonField[] | null | undefined, on: string): DelayReason[] {
  return (given ?? []).map(({ code, waitingFor = null }) => {
    if (waitingFor !== null) requireExisting(facts, waitingFor, on);
    return { code, waitingFor };
  });
}

export const taskFollowUpHandlers = [
  ReportProgressHandler,
  SendReminderHandler,
  SubmitExplanationHandler,
  ConfirmDelayReasonHandler,
  ContestDelayReasonHandler,
  NameFollowingOfficerHandler,
  EndFollowingHandler,
];

import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CLAUSE_KINDS, type ClauseKind, requireInForce } from '#domain/directives/directive.js';
import { type DelegationKind, DELEGATION_KINDS } from '#domain/tasks/delegation-kind.js';
import { requireThreshold, threshold } from '#domain/figures/threshold.js';
import { RuleViolation } from '#domain/rule-violation.js';
import {
  requireDecidesSuccessor,
  requireDelegable,
  requireExisting,
  requireSuccessorOf,
  requireNotTheDoer,
  requireOffice,
  requireOpen,
  requireTheDoer,
} from '#domain/separation-of-duties.js';
import { enclosing } from '#domain/organisation/succession.js';
import { memberTaskId } from '#domain/tasks/member-task.js';
import { leadOn, requireTask, task, type Task } from '#domain/tasks/task.js';
import { assign, decideSuccessor, delegate, endDelegation, fanOut, reassign } from '#domain/tasks/task-assigning.js';
import { activate, turn, withdraw } from '#domain/tasks/task-course.js';
import { membersOn } from '#domain/organisation/unit.js';
import type { Facts } from '#domain/facts.js';
import { RecordingCommand } from './command.js';
import { Day, Figure, Flag, Id, Ids, OneOf, Part, Text } from './fields.js';
import { Recorder } from './recorder.js';
import { recordOnOpenTask, taskInContext } from './task-in-context.js';

export class TargetField {
  @Text({ description: 'The wording of the target.', max: 500 }) text!: string;
  @Figure({ description: 'The figure to reach.', optional: true }) value?: number | null;
  @Text({ description: 'What is counted.', max: 60, optional: true }) unit?: string | null;
  @Text({ description: 'Qualifier as written ("khoảng").', max: 60, optional: true }) qualifier?: string | null;
  @Figure({ description: 'How many are to be reached, where the text says so many of so many.', optional: true })
  numerator?: number | null;
  @Figure({ description: 'Of how many.', optional: true }) denominator?: number | null;
}

/** R1: makes a task (nhiệm vụ) of a clause. A task is assigned once. */
export class AssignTask extends RecordingCommand {
  @Id({ description: 'Id of the task.' }) taskId!: string;
  @Id({ description: 'The directive that makes it.' }) directiveId!: string;
  @Text({ description: 'Its clause.', max: 60, optional: true }) clause?: string | null;
  @OneOf(CLAUSE_KINDS, { description: '`task` if left out; rates count tasks only.', optional: true })
  kind?: ClauseKind | null;
  @Text({ description: 'What is asked, in your own words.', max: 1000 }) title!: string;
  @Ids({ description: 'Lead units (chủ trì): places, bodies or classes; each answers.', atLeast: 1 }) leads!: string[];
  @Flag({ description: 'False if the text does not name the lead; true if left out.', optional: true })
  leadsStated?: boolean | null;
  @Ids({ description: 'Offices that the text names to answer; exactly these then do.', optional: true })
  answering?: string[] | null;
  @Ids({ description: 'Coordinating units (phối hợp).', optional: true }) coordinators?: string[] | null;
  @Id({ description: 'Directing unit (chỉ đạo).', optional: true }) director?: string | null;
  @Day({ description: 'First day of the task.' }) on!: string;
  @Day({ description: 'Last day to do it, counted to its end in Asia/Ho_Chi_Minh.', optional: true })
  deadline?: string | null;
  @Text({ description: 'The wording of the deadline; software makes no date of it.', max: 300, optional: true })
  deadlineText?: string | null;
  @Text({
    description: 'Condition on which it is to be done; until it is met the task is not triggered.',
    optional: true,
  })
  condition?: string | null;
  @Part(() => TargetField, { description: 'Figure to reach.', optional: true }) target?: TargetField | null;
}

/** R1: gives each member of a class that leads its own task, named `TASK~MEMBER`. */
export class FanOutTask extends RecordingCommand {
  @Id({ description: 'The class task.' }) taskId!: string;
  @Id({ description: 'The class, if more than one leads.', optional: true }) classId?: string | null;
  @Ids({ description: 'Members that get it.', atLeast: 1 }) to!: string[];
  @Day({ description: "First day of the members' tasks." }) on!: string;
}

export class ReassignTask extends RecordingCommand {
  @Id({ description: 'The task.' }) taskId!: string;
  @Id({ description: 'The new lead.' }) lead!: string;
  @Ids({ description: 'Offices named to answer from now on.', optional: true }) answering?: string[] | null;
  @Day({ description: 'First day of the new lead; delegations end.' }) on!: string;
  @Text({ description: 'Why.', optional: true }) reason?: string | null;
}

/** R5: passes the task on; what that moves depends on its kind. */
export class DelegateTask extends RecordingCommand {
  @Id({ description: 'The task.' }) taskId!: string;
  @Id({ description: 'Id of the delegation.' }) delegationId!: string;
  @Id({ description: 'The lead or present delegate who passes it on.' }) from!: string;
  @Id({ description: 'Who gets it.' }) to!: string;
  @Day({ description: 'First day.' }) on!: string;
  @Day({ description: 'First day on which it no longer holds.', optional: true }) until?: string | null;
  @OneOf(Object.keys(DELEGATION_KINDS), { description: '`giao-viec` if left out.', optional: true })
  kind?: DelegationKind | null;
}

export class EndDelegation extends RecordingCommand {
  @Id({ description: 'The task.' }) taskId!: string;
  @Id({ description: 'Id of the delegation.' }) delegationId!: string;
  @Day({ description: 'First day on which it no longer holds.' }) on!: string;
}

abstract class TurnOfTask extends RecordingCommand {
  @Id({ description: 'The task.' }) taskId!: string;
  @Id({ description: 'The unit that acts.' }) by!: string;
  @Day({ description: 'First day of the new state.' }) on!: string;
}

abstract class ReasonedTurn extends TurnOfTask {
  @Text({ description: 'Why.' }) reason!: string;
}

/** The lead takes the task. */
export class AcceptTask extends TurnOfTask {}
/** The lead gives it back to the issuer. */
export class ReturnTask extends ReasonedTurn {}
export class SuspendTask extends ReasonedTurn {}
export class ResumeTask extends TurnOfTask {}
export class WithdrawTask extends ReasonedTurn {}

/** R8: says who goes on with the task of a unit that was split. */
export class DecideTaskSuccessor extends TurnOfTask {
  @Id({ description: 'The unit that was split.' }) from!: string;
  @Id({ description: 'Its successor for this task.' }) to!: string;
  @Id({
    description: 'Office of the deciding unit whose holder on that day decides; not one who heads the successor.',
    optional: true,
  })
  office?: string | null;
}

/** The condition of a conditional task is met. */
export class ActivateScenario extends RecordingCommand {
  @Id({ description: 'The task.' }) taskId!: string;
  @Day({ description: 'The day on which the condition was met.' }) on!: string;
  @Text({ description: 'What met it: the figure and where it is recorded.' }) trigger!: string;
  @Flag({ description: 'Was the plan ready before? Null: not known.', optional: true }) readyBefore?: boolean | null;
  @Id({ description: 'Threshold that set it off.', optional: true }) thresholdId?: string | null;
  @Id({ description: 'Event that records the crossing of that threshold.', optional: true }) crossing?: string | null;
}

@CommandHandler(AssignTask)
export class AssignTaskHandler implements ICommandHandler<AssignTask> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: AssignTask) {
    const { taskId, directiveId, title, leads, on } = c;
    const [answering, coordinators, director] = [c.answering ?? [], c.coordinators ?? [], c.director ?? null];
    const target = c.target
      ? {
          text: c.target.text,
          value: c.target.value ?? null,
          unit: c.target.unit ?? null,
          qualifier: c.target.qualifier ?? null,
          ...(typeof c.target.numerator === 'number' ? { numerator: c.target.numerator } : {}),
          ...(typeof c.target.denominator === 'number' ? { denominator: c.target.denominator } : {}),
        }
      : null;
    const data = {
      taskId,
      directiveId,
      clause: c.clause ?? null,
      kind: c.kind ?? 'task',
      title,
      leads,
      leadsStated: c.leadsStated ?? true,
      answering,
      coordinators,
      director,
      on,
      deadline: c.deadline ?? null,
      deadlineText: c.deadlineText ?? null,
      condition: c.condition ?? null,
      target,
    };
    return this.recorder.recordInContext(task, taskId, c, (_, facts, stream) => {
      const state = taskInContext(facts, taskId, stream);
      requireInForce(facts.directive(directiveId), directiveId, on);
      for (const id of [...leads, ...coordinators, ...(director === null ? [] : [director])])
        requireExisting(facts, id, on);
      for (const id of answering) requireOffice(facts, id);
      return assign(state, data);
    });
  }
}

@CommandHandler(FanOutTask)
export class FanOutTaskHandler implements ICommandHandler<FanOutTask> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: FanOutTask) {
    const { taskId, to, on } = c;
    return this.recorder.recordInContext(task, taskId, c, (_, facts, stream) => {
      const state = requireTask(taskInContext(facts, taskId, stream), taskId, on);
      requireOpen(facts, state, on);
      const classId = c.classId ?? soleClass(facts, state, on);
      requireMembers(facts, state, classId, to, on);
      const members = to.map((unit) => ({
        taskId: memberTaskId(taskId, unit),
        unit,
        answering: namedFor(facts, state, unit, to, on),
      }));
      return fanOut(state, { taskId, classId, members, on });
    });
  }
}

@CommandHandler(ReassignTask)
export class ReassignTaskHandler implements ICommandHandler<ReassignTask> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ReassignTask) {
    const { taskId, lead, on } = c;
    const answering = c.answering ?? [];
    return this.recorder.recordInContext(task, taskId, c, (_, facts, stream) => {
      const state = requireTask(taskInContext(facts, taskId, stream), taskId, on);
      requireOpen(facts, state, on);
      requireExisting(facts, lead, on);
      for (const id of answering) requireOffice(facts, id);
      return reassign(state, { taskId, lead, answering, on, reason: c.reason ?? null });
    });
  }
}

@CommandHandler(DelegateTask)
export class DelegateTaskHandler implements ICommandHandler<DelegateTask> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DelegateTask) {
    const { taskId, delegationId, from, to, on } = c;
    const [until, kind] = [c.until ?? null, c.kind ?? 'giao-viec'];
    return this.recorder.recordInContext(task, taskId, c, (_, facts, stream) => {
      const state = requireTask(taskInContext(facts, taskId, stream), taskId, on);
      requireOpen(facts, state, on);
      if (requireExisting(facts, to, on).kind === 'class') throw new RuleViolation('class-cannot-be-delegate', to);
      requireDelegable(facts, state, from, kind, on);
      return delegate(state, { taskId, delegationId, from, to, on, until, kind });
    });
  }
}

@CommandHandler(EndDelegation)
export class EndDelegationHandler implements ICommandHandler<EndDelegation> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: EndDelegation) {
    const { taskId, delegationId, on } = c;
    return this.recorder.recordInContext(task, taskId, c, (_, facts, stream) =>
      endDelegation(taskInContext(facts, taskId, stream), { taskId, delegationId, on }),
    );
  }
}

@CommandHandler(AcceptTask)
export class AcceptTaskHandler implements ICommandHandler<AcceptTask> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: AcceptTask) {
    const { taskId, by, on } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireTheDoer(facts, state, by, on);
      return turn(state, { type: 'TaskAccepted', data: { taskId, by, on } });
    });
  }
}

@CommandHandler(ReturnTask)
export class ReturnTaskHandler implements ICommandHandler<ReturnTask> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ReturnTask) {
    const { taskId, by, on, reason } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireTheDoer(facts, state, by, on);
      return turn(state, { type: 'TaskReturned', data: { taskId, by, on, reason } });
    });
  }
}

@CommandHandler(SuspendTask)
export class SuspendTaskHandler implements ICommandHandler<SuspendTask> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: SuspendTask) {
    const { taskId, by, on, reason } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireNotTheDoer(facts, state, by, on);
      return turn(state, { type: 'TaskSuspended', data: { taskId, by, on, reason } });
    });
  }
}

@CommandHandler(ResumeTask)
export class ResumeTaskHandler implements ICommandHandler<ResumeTask> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ResumeTask) {
    const { taskId, by, on } = c;
    return recordOnOpenTask(this.recorder, c, (state) =>
      turn(state, { type: 'TaskResumed', data: { taskId, by, on } }),
    );
  }
}

@CommandHandler(WithdrawTask)
export class WithdrawTaskHandler implements ICommandHandler<WithdrawTask> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: WithdrawTask) {
    const { taskId, by, on, reason } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireNotTheDoer(facts, state, by, on);
      return withdraw(state, { taskId, by, on, reason });
    });
  }
}

@CommandHandler(DecideTaskSuccessor)
export class DecideTaskSuccessorHandler implements ICommandHandler<DecideTaskSuccessor> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DecideTaskSuccessor) {
    const { taskId, by, on, from, to } = c;
    return recordOnOpenTask(this.recorder, c, (state, facts) => {
      requireExisting(facts, to, on);
      const end = facts.unit(from)?.end;
      if (end?.kind !== 'split' || end.on > on) throw new RuleViolation('unit-was-not-split', from);
      requireSuccessorOf(facts, end.into, to, on);
      const office = c.office ?? null;
      const person = requireDecidesSuccessor(facts, state, { by, office, to, on });
      return decideSuccessor(state, { taskId, from, to, by, on, ...(person === null ? {} : { office, person }) });
    });
  }
}

@CommandHandler(ActivateScenario)
export class ActivateScenarioHandler implements ICommandHandler<ActivateScenario> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ActivateScenario) {
    const { taskId, on, trigger } = c;
    return this.recorder.recordInContext(task, taskId, c, (_, facts, stream) => {
      const state = requireTask(taskInContext(facts, taskId, stream), taskId, on);
      requireOpen(facts, state, on);
      const readyBefore = c.readyBefore ?? null;
      if (typeof c.thresholdId !== 'string') return activate(state, { taskId, on, trigger, readyBefore });
      const crossed = requireThreshold(facts.of(threshold, c.thresholdId), c.thresholdId).crossings;
      if (!crossed.some((known) => known.at.id === c.crossing)) {
        throw new RuleViolation('crossing-unknown', `${c.thresholdId} ${c.crossing ?? ''}`);
      }
      return activate(state, {
        taskId,
        on,
        trigger,
        readyBefore,
        thresholdId: c.thresholdId,
        crossing: c.crossing ?? null,
      });
    });
  }
}

/** The class that leads; a command names it where more than one does. */
function soleClass(facts: Facts, state: Task, on: string): string {
  const classes = (leadOn(state, on)?.leads ?? []).filter((id) => facts.unit(id)?.kind === 'class');
  if (classes[0] === undefined) throw new RuleViolation('no-class-leads', state.id);
  if (classes.length > 1) throw new RuleViolation('several-classes-lead', state.id);
  return classes[0];
}

/** R1: members are those of the day on which the class got the task; where the membership is not recorded, units that existed then. */
function requireMembers(facts: Facts, state: Task, classId: string, to: readonly string[], on: string): void {
  const given = leadOn(state, on)?.on ?? state.assigned.on;
  const members = membersOn(requireExisting(facts, classId, on), given);
  for (const unit of to) {
    if (requireExisting(facts, unit, on).kind === 'class') throw new RuleViolation('class-cannot-be-member', unit);
    requireExisting(facts, unit, given);
    if (members.length > 0 && !members.includes(unit)) throw new RuleViolation('not-a-member', unit);
  }
}

/** Of the offices that the text names, those that speak for this member: not those that sit in another one. */
function namedFor(facts: Facts, state: Task, unit: string, all: readonly string[], on: string): string[] {
  return (leadOn(state, on)?.answering ?? []).filter((id) => {
    const office = facts.office(id);
    const around = office ? enclosing(facts, office.body, on) : [];
    return around.includes(unit) || !all.some((other) => around.includes(other));
  });
}

export const taskHandlers = [
  AssignTaskHandler,
  FanOutTaskHandler,
  ReassignTaskHandler,
  DelegateTaskHandler,
  EndDelegationHandler,
  AcceptTaskHandler,
  ReturnTaskHandler,
  SuspendTaskHandler,
  ResumeTaskHandler,
  WithdrawTaskHandler,
  DecideTaskSuccessorHandler,
  ActivateScenarioHandler,
];

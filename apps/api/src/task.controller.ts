import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Day, Id, OneOf } from '#commands/fields.js';
import {
  ClarifyDeadline,
  GrantExtension,
  RejectCompletion,
  ReportCompletion,
  VerifyCompletion,
} from '#commands/task-completion.commands.js';
import {
  AcceptTask,
  ActivateScenario,
  AssignTask,
  DecideTaskSuccessor,
  DelegateTask,
  EndDelegation,
  FanOutTask,
  ReassignTask,
  ResumeTask,
  ReturnTask,
  SuspendTask,
  WithdrawTask,
} from '#commands/task.commands.js';
import { CLAUSE_KINDS, type ClauseKind } from '#domain/directives/directive.js';
import { TASK_STATUSES, type TaskStatus } from '#domain/tasks/task-status.js';
import { askPeriod, askTaskStatus, askWhoAnswers, withIds } from '#read-models/accountability.js';
import { FactReader } from '#read-models/fact-reader.js';
import { overdueTasks, taskBoard, taskSummary } from '#read-models/task-board.js';
import { known, RequestProblem } from './problem.js';
import { AtQuery, PageQuery, pageIn, Switch } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class TaskPath {
  @Id({ description: 'Id of the task.', example: 'nv-01' }) taskId!: string;
}

class BoardQuery extends PageQuery {
  @Id({ description: 'Only tasks of this directive.', optional: true }) directive?: string;
  @Id({ description: 'Only tasks that this unit leads on the date.', optional: true }) lead?: string;
  @OneOf(TASK_STATUSES, { description: 'Only tasks with this status on the date.', optional: true })
  status?: TaskStatus;
  @OneOf(CLAUSE_KINDS, { description: 'Only tasks of this kind; rates count `task` only.', optional: true })
  kind?: ClauseKind;
  @Day({ description: 'Only open tasks whose deadline lies before this day.', optional: true }) dueBefore?: string;
  @Switch({ description: '`true`: only what is overdue; `false`: only what is not.' }) overdue?: boolean;
  @Id({ description: 'Only tasks with a lead that is this place, or lies or sits in it.', optional: true })
  place?: string;
  @Id({
    description: 'Only tasks for which this office answers; not those where it does so in a vacancy below.',
    optional: true,
  })
  office?: string;
  @Id({ description: 'Only tasks that this person follows (chuyên viên theo dõi).', optional: true })
  follower?: string;
}

class SummaryQuery extends AtQuery {
  @Id({ description: 'Only tasks of this directive.', optional: true }) directive?: string;
  @Id({ description: 'Only tasks that this unit leads on the date.', optional: true }) lead?: string;
}

class PeriodQuery extends AtQuery {
  @Day({ description: 'First day of the period, civil date in Asia/Ho_Chi_Minh.', example: '2021-09-01' })
  from!: string;
  @Day({ description: 'First day after the period.', example: '2021-10-01' }) until!: string;
}

@ApiTags('tasks')
@Controller('tasks')
export class TaskController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('TaskList', '', 'The board: tasks with their status on the date.', { list: true })
  tasks(@Query() query: BoardQuery) {
    return taskBoard(this.reader, query, pageIn(query), query);
  }

  @Answers('OverdueTasks', 'overdue', 'Tasks past their date, with those who answer for them.', { list: true })
  overdue(@Query() query: PageQuery) {
    return overdueTasks(this.reader, pageIn(query), query);
  }

  @Answers(
    'TaskSummary',
    'summary',
    'Tasks by status. Counts clauses of kind `task`; member tasks of a class are counted apart.',
  )
  summary(@Query() { directive, lead, ...at }: SummaryQuery) {
    return taskSummary(this.reader, { directive, lead }, at);
  }

  @Answers(
    'WhoAnswers',
    ':taskId/who-answers',
    'Who answers for the task on the date, as known then, with the evidence.',
    { orNone: true },
  )
  async whoAnswers(@Param() { taskId }: TaskPath, @Query() at: AtQuery) {
    const answer = known(await askWhoAnswers(this.reader, taskId, at));
    return { ...answer, status: withIds(answer.status) };
  }

  @Answers('AnsweringPeriods', ':taskId/answering-periods', 'Who answered in a period, each with the days.', {
    orNone: true,
  })
  async answeringPeriods(@Param() { taskId }: TaskPath, @Query() { from, until, ...at }: PeriodQuery) {
    if (until <= from) throw new RequestProblem('invalid-query', [{ where: 'until', code: 'isAfter' }], 'parameter');
    return known(await askPeriod(this.reader, taskId, { from, until }, at));
  }

  @Answers('TaskStatus', ':taskId/status', 'The status of the task on the date, with its deadline.', { orNone: true })
  async status(@Param() { taskId }: TaskPath, @Query() at: AtQuery) {
    return withIds(known(await askTaskStatus(this.reader, taskId, at)));
  }

  @Records(AssignTask, '', 'Makes a task (nhiệm vụ) of a clause. A task is assigned once.')
  assignTask(@Body() command: AssignTask, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(FanOutTask, 'fan-outs', 'Gives each member of a class that leads its own task.')
  fanOutTask(@Body() command: FanOutTask, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ReassignTask, 'reassignments', 'Gives the task to another lead; delegations end.')
  reassignTask(@Body() command: ReassignTask, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(
    DelegateTask,
    'delegations',
    'Passes the task on (giao việc, ủy quyền, phân cấp); what that moves depends on the kind.',
  )
  delegateTask(@Body() command: DelegateTask, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(EndDelegation, 'delegation-endings', 'A delegation ends.')
  endDelegation(@Body() command: EndDelegation, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(AcceptTask, 'acceptances', 'The lead takes the task.')
  acceptTask(@Body() command: AcceptTask, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ReturnTask, 'returns', 'The lead gives the task back to the issuer.')
  returnTask(@Body() command: ReturnTask, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(SuspendTask, 'suspensions', 'The task rests.')
  suspendTask(@Body() command: SuspendTask, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ResumeTask, 'resumptions', 'The task goes on.')
  resumeTask(@Body() command: ResumeTask, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(WithdrawTask, 'withdrawals', 'The task is withdrawn.')
  withdrawTask(@Body() command: WithdrawTask, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(DecideTaskSuccessor, 'successions', 'Says who goes on with the task of a unit that was split.')
  decideTaskSuccessor(@Body() command: DecideTaskSuccessor, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ActivateScenario, 'activations', 'The condition of a conditional task is met.')
  activateScenario(@Body() command: ActivateScenario, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ClarifyDeadline, 'deadline-clarifications', 'Says which date a wording means. Never the doer.')
  clarifyDeadline(@Body() command: ClarifyDeadline, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(GrantExtension, 'extensions', 'Gives more time. By the issuer or a body above it.')
  grantExtension(@Body() command: GrantExtension, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ReportCompletion, 'completions', 'A unit that does the task reports it done.')
  reportCompletion(@Body() command: ReportCompletion, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(VerifyCompletion, 'verifications', 'Somebody other than the doer confirms.')
  verifyCompletion(@Body() command: VerifyCompletion, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(RejectCompletion, 'rejections', 'The report is not accepted; a new one is needed.')
  rejectCompletion(@Body() command: RejectCompletion, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

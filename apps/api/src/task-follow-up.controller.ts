import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { RefuseExtension, RequestExtension } from '#commands/task-extension.commands.js';
import {
  ConfirmDelayReason,
  ContestDelayReason,
  EndFollowing,
  NameFollowingOfficer,
  ReportProgress,
  SendReminder,
  SubmitExplanation,
} from '#commands/task-follow-up.commands.js';
import { Records } from './routes.js';
import { From } from './sender.js';

/** Theo dõi, đôn đốc: what is said and asked while a task is done. */
@ApiTags('tasks')
@Controller('tasks')
export class TaskFollowUpController {
  constructor(private readonly desk: CommandDesk) {}

  @Records(ReportProgress, 'progress-reports', 'A unit that does the task says how far it has come, with evidence.')
  reportProgress(@Body() command: ReportProgress, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(SendReminder, 'reminders', 'A unit that does the task is reminded (đôn đốc).')
  sendReminder(@Body() command: SendReminder, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(SubmitExplanation, 'explanations', 'A unit or its head explains itself (giải trình).')
  submitExplanation(@Body() command: SubmitExplanation, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ConfirmDelayReason, 'delay-reason-confirmations', 'Another unit says that a stated reason for delay holds.')
  confirmDelayReason(@Body() command: ConfirmDelayReason, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(
    ContestDelayReason,
    'delay-reason-contestations',
    'Another unit says that a stated reason for delay does not hold.',
  )
  contestDelayReason(@Body() command: ContestDelayReason, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(RequestExtension, 'extension-requests', 'A unit that does the task asks for more time.')
  requestExtension(@Body() command: RequestExtension, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(RefuseExtension, 'extension-refusals', 'A request for more time is refused. By the issuer or above.')
  refuseExtension(@Body() command: RefuseExtension, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(NameFollowingOfficer, 'following-officers', 'Says who follows the task in the issuer’s office.')
  nameFollowingOfficer(@Body() command: NameFollowingOfficer, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(EndFollowing, 'following-endings', 'The person follows the task no longer.')
  endFollowing(@Body() command: EndFollowing, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

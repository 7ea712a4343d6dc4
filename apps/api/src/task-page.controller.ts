import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id } from '#commands/fields.js';
import { delayReasons } from '#read-models/delay-reasons.js';
import { FactReader } from '#read-models/fact-reader.js';
import { taskHistoryPage, taskPage } from '#read-models/task-page.js';
import { known } from './problem.js';
import { AtQuery } from './query-fields.js';
import { Answers } from './routes.js';

class TaskPath {
  @Id({ description: 'Id of the task.', example: 'nv-01' }) taskId!: string;
}

class DelayQuery extends AtQuery {
  @Id({ description: 'Only tasks of this directive.', optional: true }) directive?: string;
  @Id({ description: 'Only tasks that this unit leads on the date.', optional: true }) lead?: string;
}

/** One task in full. Registered after everything else under /tasks, so that no other address is taken for an id. */
@ApiTags('tasks')
@Controller('tasks')
export class TaskPageController {
  constructor(private readonly reader: FactReader) {}

  @Answers(
    'DelayReasons',
    'delay-reasons',
    'Reasons for delay as stated, confirmed and contested; nothing is decided between them.',
  )
  delayReasons(@Query() { directive, lead, ...at }: DelayQuery) {
    return delayReasons(this.reader, { directive, lead }, at);
  }

  @Answers('TaskHistory', ':taskId/history', 'The history of the task in words, event by event.', { orNone: true })
  async history(@Param() { taskId }: TaskPath, @Query() at: AtQuery) {
    return known(await taskHistoryPage(this.reader, taskId, { ...at, ofRecord: true }));
  }

  @Answers('TaskPage', ':taskId', 'Everything on record of a task, as on the date, each with its event.', {
    orNone: true,
  })
  async task(@Param() { taskId }: TaskPath, @Query() at: AtQuery) {
    return known(await taskPage(this.reader, taskId, at));
  }
}

import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AccessEntries } from '#audit/access-log/access-entries.js';
import { ACCESS_KINDS, type AccessKind } from '#audit/access-log/access-recorder.js';
import { Count, Day, Id, OneOf } from '#commands/fields.js';
import { Digits } from './query-fields.js';
import { Answers } from './routes.js';

class AccessQuery {
  @Id({ description: 'Only what this person read or tried, as stated in the request.', optional: true }) actor?: string;
  @Id({
    description: 'Only what was about this stream: who has read about me? (`person-p-01`)',
    example: 'person-p-01',
    optional: true,
  })
  subject?: string;
  @OneOf(ACCESS_KINDS, { description: 'Only entries of this kind.', optional: true }) kind?: AccessKind;
  @Day({ description: 'Only from this day on, civil date in Asia/Ho_Chi_Minh.', optional: true }) from?: string;
  @Day({ description: 'Only before this day.', optional: true }) until?: string;
  @Digits()
  @Count({ description: 'Entries on a page, 1 to 200; 50 if left out.', min: 1, max: 200, optional: true })
  limit?: number;
  @Digits()
  @Count({ description: '`next` of the page before: only entries before this ordinal.', min: 1, optional: true })
  before?: number;
}

/** The second log: what was read, exported, refused. Reading it is recorded in it. */
@ApiTags('access-log')
@Controller('access-log')
export class AccessLogController {
  constructor(private readonly entries: AccessEntries) {}

  @Answers('AccessLog', '', 'Who read what about whom, what was exported, and what was refused; newest first.')
  find(@Query() { limit, ...asked }: AccessQuery) {
    return this.entries.find(asked, limit ?? 50);
  }
}

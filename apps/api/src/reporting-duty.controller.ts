import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Count, Day, Id } from '#commands/fields.js';
import { EndReportingDuty, SetReportingDuty } from '#commands/reporting-duty.commands.js';
import { FactReader } from '#read-models/fact-reader.js';
import { reportingDuties, reportsOfDuty } from '#read-models/reporting-duties.js';
import { known } from './problem.js';
import { AtQuery, Digits, PageQuery, pageIn } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class DutiesQuery extends PageQuery {
  @Id({ description: 'Only duties set for this unit or class itself.', optional: true }) owedBy?: string;
}

class DutyPath {
  @Id({ description: 'The duty.' }) dutyId!: string;
}

/** Days of figures; their reports are asked about. */
export class FigureDaysQuery extends AtQuery {
  @Day({ description: 'First day of the figures, civil date in Asia/Ho_Chi_Minh.', example: '2021-09-15' })
  from!: string;
  @Day({ description: 'First day after them; 400 days at most.', example: '2021-09-22' }) until!: string;
}

class ReportsQuery extends FigureDaysQuery {
  @Digits()
  @Count({ description: 'Units on a page, 1 to 200; 50 if left out.', min: 1, max: 200, optional: true })
  limit?: number;
  @Id({ description: '`next` of the page before: units after this one.', optional: true }) after?: string;
}

@ApiTags('reporting duties')
@Controller('reporting-duties')
export class ReportingDutyController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('ReportingDutyList', '', 'Reporting duties (chế độ báo cáo) that began by the date.', { list: true })
  duties(@Query() { owedBy, ...query }: DutiesQuery) {
    return reportingDuties(this.reader, owedBy, pageIn(query), query);
  }

  @Answers(
    'ReportingDutyReports',
    ':dutyId/reports',
    'Which reports came in time, late or not at all, unit by unit, with the heads in office on the due day.',
    { orNone: true, refusable: true },
  )
  async dutyReports(@Param() { dutyId }: DutyPath, @Query() { from, until, limit, after, ...at }: ReportsQuery) {
    return known(await reportsOfDuty(this.reader, dutyId, { from, until }, { limit, after }, at));
  }

  @Records(SetReportingDuty, '', 'Sets a reporting duty for a unit or a class.')
  set(@Body() command: SetReportingDuty, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(EndReportingDuty, 'ends', 'Ends a reporting duty; what was owed before stays owed.')
  end(@Body() command: EndReportingDuty, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

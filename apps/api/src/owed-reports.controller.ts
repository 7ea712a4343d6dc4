import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, OneOf } from '#commands/fields.js';
import { REPORT_STATES, type ReportState } from '#domain/figures/reports-owed.js';
import { FactReader } from '#read-models/fact-reader.js';
import { owedReports } from '#read-models/owed-reports.js';
import { known } from './problem.js';
import { FigureDaysQuery } from './reporting-duty.controller.js';
import { Answers } from './routes.js';

class UnitPath {
  @Id({ description: 'Id of the place or body.', example: 'qa' }) unitId!: string;
}

class OwedReportsQuery extends FigureDaysQuery {
  @OneOf(REPORT_STATES, { description: 'Only days in this state are listed; the counts are of all.', optional: true })
  state?: ReportState;
}

@ApiTags('reporting duties')
@Controller('units')
export class OwedReportsController {
  constructor(private readonly reader: FactReader) {}

  @Answers(
    'OwedReports',
    ':unitId/owed-reports',
    'Which figures the unit owed and reported in time, late or not at all, with the heads in office on the due day and the reminders.',
    { orNone: true, refusable: true },
  )
  async owed(@Param() { unitId }: UnitPath, @Query() { from, until, state, ...at }: OwedReportsQuery) {
    return known(await owedReports(this.reader, unitId, { from, until }, state, at));
  }
}

import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Day, Id } from '#commands/fields.js';
import { CorrectCases, CorrectIndicator, ReportCases, ReportIndicator } from '#commands/figure.commands.js';
import { FactReader } from '#read-models/fact-reader.js';
import { askCaseCount, caseReports, indicators } from '#read-models/figures.js';
import { known } from './problem.js';
import { AtQuery, PageQuery, pageIn } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class FiguresQuery extends PageQuery {
  @Id({ description: 'Only figures about this unit.', optional: true }) unit?: string;
}

class CaseCountQuery extends AtQuery {
  @Id({ description: 'The unit.', example: 'qa' }) unit!: string;
  @Day({ description: 'First day of the period, counted; civil date in Asia/Ho_Chi_Minh.', example: '2021-09-14' })
  from!: string;
  @Day({ description: 'Last day of the period, counted.', example: '2021-09-15' }) to!: string;
}

@ApiTags('case reports')
@Controller('case-reports')
export class CaseReportController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('CaseReportList', '', 'Reports of case counts, as reported and corrected by then.', { list: true })
  reports(@Query() { unit, ...query }: FiguresQuery) {
    return caseReports(this.reader, unit, pageIn(query), query);
  }

  @Answers('CaseCount', 'count', 'A unit’s own figure for exactly that period; never a sum.', { orNone: true })
  async count(@Query() { unit, from, to, ...at }: CaseCountQuery) {
    return known(await askCaseCount(this.reader, unit, { from, to }, at));
  }

  @Records(ReportCases, '', 'Records a report of case counts (số ca). The figures are kept as reported.')
  reportCases(@Body() command: ReportCases, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(CorrectCases, 'corrections', 'Corrects one figure of a report; the first stays in the record.')
  correctCases(@Body() command: CorrectCases, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

@ApiTags('indicators')
@Controller('indicators')
export class IndicatorController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('IndicatorList', '', 'Figures that are no case counts (chỉ tiêu, chỉ số). Kinds are never summed.', {
    list: true,
  })
  indicators(@Query() { unit, ...query }: FiguresQuery) {
    return indicators(this.reader, unit, pageIn(query), query);
  }

  @Records(ReportIndicator, '', 'Records a figure that is not a case count.')
  reportIndicator(@Body() command: ReportIndicator, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(CorrectIndicator, 'corrections', 'Corrects a figure; the first stays in the record.')
  correctIndicator(@Body() command: CorrectIndicator, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Count, Day, Id, OneOf, Text } from '#commands/fields.js';
import { MEASURES } from '#domain/figures/case-count.js';
import { INDICATOR_KINDS } from '#domain/figures/indicator.js';
import { FactReader } from '#read-models/fact-reader.js';
import { figureRollUp, figureSeries } from '#read-models/figure-series.js';
import { AtQuery, Digits } from './query-fields.js';
import { Answers } from './routes.js';

class FigureQuery extends AtQuery {
  @Id({ description: 'The unit.', example: 'qa' }) unit!: string;
  @OneOf(MEASURES, { description: 'Measure of case reports; or name an indicator.', optional: true }) measure?: string;
  @Digits()
  @Count({ description: 'Length of the period in days; 1 for `cases` if left out.', min: 1, max: 366, optional: true })
  periodDays?: number;
  @Text({ description: 'Name of an indicator, as it is reported.', max: 300, optional: true }) indicator?: string;
  @OneOf(INDICATOR_KINDS, { description: 'Kind of the indicator.', optional: true }) kind?: string;
  @Text({ description: 'What the indicator counts.', max: 60, optional: true }) measuredIn?: string;
  @Day({ description: 'First day, civil date in Asia/Ho_Chi_Minh.', example: '2021-09-01' }) from!: string;
}

class SeriesQuery extends FigureQuery {
  @Day({ description: 'First day after the series; 400 days at most.', example: '2021-10-01' }) until!: string;
}

class RollUpQuery extends FigureQuery {
  @Day({ description: 'Last day of the period, counted.', example: '2021-09-01' }) to!: string;
}

@ApiTags('figures')
@Controller('figures')
export class FigureSeriesController {
  constructor(private readonly reader: FactReader) {}

  @Answers('FigureSeries', 'series', 'A unit’s own figures day by day, as known then, with seven-day means.', {
    refusable: true,
  })
  series(@Query() { asOf, knownAt, atLeast, ...asked }: SeriesQuery) {
    return figureSeries(this.reader, asked, { asOf, knownAt, atLeast });
  }

  @Answers('FigureRollUp', 'roll-up', 'A place’s own figure beside the sum of its children’s, with the difference.', {
    refusable: true,
  })
  rollUp(@Query() { asOf, knownAt, atLeast, ...asked }: RollUpQuery) {
    return figureRollUp(this.reader, asked, { asOf, knownAt, atLeast });
  }
}

import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Day, Id } from '#commands/fields.js';
import { FactReader } from '#read-models/fact-reader.js';
import { personScorecard, ratingRows, scorecardOfUnit } from '#read-models/scorecard-page.js';
import { known, RequestProblem } from './problem.js';
import { AtQuery, PageQuery, pageIn } from './query-fields.js';
import { Answers } from './routes.js';

class PersonPath {
  @Id({ description: 'Opaque id of the person.', example: 'p-01' }) personId!: string;
}

class UnitPath {
  @Id({ description: 'Id of the unit.', example: 'qa' }) unitId!: string;
}

class PeriodQuery extends AtQuery {
  @Day({ description: 'First day of the period, civil date in Asia/Ho_Chi_Minh.', example: '2021-07-01' })
  from!: string;
  @Day({ description: 'First day after the period. Days after `asOf` are not counted.', example: '2021-10-01' })
  until!: string;
}

class RatingQuery extends PageQuery {
  @Day({ description: 'First day of the period, civil date in Asia/Ho_Chi_Minh.', example: '2021-07-01' })
  from!: string;
  @Day({ description: 'First day after the period. Days after `asOf` are not counted.', example: '2021-10-01' })
  until!: string;
  @Id({ description: 'Only units directly below this place.', optional: true }) place?: string;
}

@ApiTags('scorecards')
@Controller('scorecards')
export class ScorecardController {
  constructor(private readonly reader: FactReader) {}

  @Answers(
    'PersonScorecard',
    'persons/:personId',
    'Phiếu theo dõi of a person through all offices: days held, lateness of these days, tasks, findings. No ranking.',
    { orNone: true },
  )
  async ofPerson(@Param() { personId }: PersonPath, @Query() { from, until, ...at }: PeriodQuery) {
    return known(await personScorecard(this.reader, personId, periodOf({ from, until }), at));
  }

  @Answers(
    'UnitScorecard',
    'units/:unitId',
    'Phiếu theo dõi of a place or body through all its heads: tasks, findings, who held its head offices when.',
    { orNone: true },
  )
  async ofUnit(@Param() { unitId }: UnitPath, @Query() { from, until, ...at }: PeriodQuery) {
    return known(await scorecardOfUnit(this.reader, unitId, periodOf({ from, until }), at));
  }

  @Answers(
    'RatingRows',
    'units',
    'Units in the columns of Nghị định 335/2025/NĐ-CP: assigned, completed, on time, quality. In the order of the record.',
    { list: true },
  )
  ratings(@Query() { from, until, place, ...query }: RatingQuery) {
    return ratingRows(this.reader, { place }, periodOf({ from, until }), pageIn(query), query);
  }
}

/** @throws {RequestProblem} the period ends before it begins */
function periodOf(period: { from: string; until: string }) {
  if (period.until > period.from) return period;
  throw new RequestProblem('invalid-query', [{ where: 'until', code: 'isAfter' }], 'parameter');
}

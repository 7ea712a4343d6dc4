import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Day, Id } from '#commands/fields.js';
import { FactReader } from '#read-models/fact-reader.js';
import { unitFindings } from '#read-models/unit-findings.js';
import { known } from './problem.js';
import { AtQuery } from './query-fields.js';
import { Answers } from './routes.js';

class UnitPath {
  @Id({ description: 'Id of the place or body.', example: 'qa.ubnd' }) unitId!: string;
}

class UnitFindingsQuery extends AtQuery {
  @Day({ description: 'Only findings made from this day on.', optional: true }) from?: string;
  @Day({ description: 'Only findings made before this day.', optional: true }) until?: string;
}

@ApiTags('findings')
@Controller('units')
export class UnitFindingsController {
  constructor(private readonly reader: FactReader) {}

  @Answers('UnitFindings', ':unitId/findings', 'What was found of a unit, and was it put right?', { orNone: true })
  async unitFindings(@Param() { unitId }: UnitPath, @Query() { from, until, ...at }: UnitFindingsQuery) {
    return known(await unitFindings(this.reader, unitId, { from, until }, at));
  }
}

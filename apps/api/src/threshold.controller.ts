import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Id } from '#commands/fields.js';
import { DefineThreshold, EndThreshold, PreparePlan, RecordThresholdCrossing } from '#commands/threshold.commands.js';
import { FactReader } from '#read-models/fact-reader.js';
import { planPage, plans, thresholdPage, thresholds } from '#read-models/thresholds.js';
import { known } from './problem.js';
import { AtQuery, PageQuery, pageIn } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class ThresholdsQuery extends PageQuery {
  @Id({ description: 'Only thresholds on the figures of this unit.', optional: true }) unit?: string;
}

class PlansQuery extends PageQuery {
  @Id({ description: 'Only plans of this unit.', optional: true }) by?: string;
}

class ThresholdPath {
  @Id({ description: 'The threshold.' }) thresholdId!: string;
}

class PlanPath {
  @Id({ description: 'The plan.' }) planId!: string;
}

@ApiTags('thresholds')
@Controller('thresholds')
export class ThresholdController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('ThresholdList', '', 'Thresholds (ngưỡng) on figures that began by the date.', { list: true })
  thresholds(@Query() { unit, ...query }: ThresholdsQuery) {
    return thresholds(this.reader, unit, pageIn(query), query);
  }

  @Answers('ThresholdPage', ':thresholdId', 'Which figure crossed it, when, and whether the plan was ready before.', {
    orNone: true,
  })
  async threshold(@Param() { thresholdId }: ThresholdPath, @Query() at: AtQuery) {
    return known(await thresholdPage(this.reader, thresholdId, at));
  }

  @Records(DefineThreshold, '', 'Defines a threshold on a unit’s own figure.')
  define(@Body() command: DefineThreshold, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(EndThreshold, 'ends', 'Ends a threshold; what crossed it before stays.')
  end(@Body() command: EndThreshold, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(RecordThresholdCrossing, 'crossings', 'Records that a figure crossed a threshold, as the record shows it.')
  cross(@Body() command: RecordThresholdCrossing, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

@ApiTags('plans')
@Controller('plans')
export class PlanController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('PlanList', '', 'Plans for scenarios (kịch bản, phương án) that were ready by the date.', { list: true })
  plans(@Query() { by, ...query }: PlansQuery) {
    return plans(this.reader, by, pageIn(query), query);
  }

  @Answers('PlanPage', ':planId', 'A plan, and the crossings that it was or was not ready for.', { orNone: true })
  async plan(@Param() { planId }: PlanPath, @Query() at: AtQuery) {
    return known(await planPage(this.reader, planId, at));
  }

  @Records(PreparePlan, '', 'Records that a plan for a scenario is ready.')
  prepare(@Body() command: PreparePlan, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Id, OneOf } from '#commands/fields.js';
import { IdentifyFindingUnits, LogFinding } from '#commands/inspection.commands.js';
import { FINDING_KINDS, type FindingKind, OCCASIONS, type Occasion } from '#domain/inspections/finding.js';
import { FactReader } from '#read-models/fact-reader.js';
import { findings } from '#read-models/inspection-page.js';
import { PageQuery, pageIn } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class FindingsQuery extends PageQuery {
  @OneOf(FINDING_KINDS, { description: 'Only findings of this kind.', optional: true }) kind?: FindingKind;
  @OneOf(OCCASIONS, { description: 'Only findings of this occasion.', optional: true }) occasion?: Occasion;
  @Id({ description: 'Only findings about this unit.', optional: true }) unit?: string;
}

@ApiTags('findings')
@Controller('findings')
export class FindingController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('FindingList', '', 'Findings (nội dung ghi nhận) with their occasion.', { list: true })
  findings(@Query() { kind, occasion, unit, ...query }: FindingsQuery) {
    return findings(this.reader, { kind, occasion, unit }, pageIn(query), query);
  }

  @Records(LogFinding, '', 'Records what was found or remarked.')
  logFinding(@Body() command: LogFinding, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(IdentifyFindingUnits, 'identifications', 'Names the units of a finding that named none.')
  identifyFindingUnits(@Body() command: IdentifyFindingUnits, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

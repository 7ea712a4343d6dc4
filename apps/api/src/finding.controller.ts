import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Id, OneOf } from '#commands/fields.js';
import { AnswerFinding, DecideFindingSuccessor, IdentifyFindingUnits, LogFinding } from '#commands/finding.commands.js';
import {
  ReportRectification,
  RequestRectification,
  SetRectificationDue,
  VerifyRectification,
} from '#commands/rectification.commands.js';
import { FINDING_STATUSES, type FindingStatus } from '#domain/inspections/finding-status.js';
import { FINDING_KINDS, type FindingKind, OCCASIONS, type Occasion } from '#domain/inspections/finding.js';
import { FactReader } from '#read-models/fact-reader.js';
import { findingsToVerify } from '#read-models/findings-to-verify.js';
import { findingPage, findings } from '#read-models/finding-page.js';
import { known } from './problem.js';
import { AtQuery, PageQuery, pageIn } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class FindingsQuery extends PageQuery {
  @OneOf(FINDING_KINDS, { description: 'Only findings of this kind.', optional: true }) kind?: FindingKind;
  @OneOf(OCCASIONS, { description: 'Only findings of this occasion.', optional: true }) occasion?: Occasion;
  @Id({ description: 'Only findings that name this unit, or were found later to be about it.', optional: true })
  unit?: string;
  @Id({ description: 'Only findings on a unit in this place by the date, or on the place.', optional: true })
  place?: string;
  @OneOf(FINDING_STATUSES, { description: 'Only findings that are so far on the date.', optional: true })
  status?: FindingStatus;
  @Id({ description: 'Only findings of this inspection team.', optional: true }) team?: string;
}

class ToVerifyQuery extends AtQuery {
  @Id({ description: 'For this office: what its body asked for.', optional: true }) office?: string;
  @Id({ description: 'For the offices that this person holds on the date.', optional: true }) person?: string;
}

class FindingPath {
  @Id({ description: 'Id of the finding.', example: 'gn-1' }) findingId!: string;
}

@ApiTags('findings')
@Controller('findings')
export class FindingController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('FindingList', '', 'Findings (nội dung ghi nhận) with their occasion.', { list: true })
  findings(@Query() { kind, occasion, unit, place, status, team, ...query }: FindingsQuery) {
    return findings(this.reader, { kind, occasion, unit, place, status, team }, pageIn(query), query);
  }

  @Answers('FindingsToVerify', 'to-verify', 'Reports of rectifications that wait for a decision of who asked for them.')
  toVerify(@Query() { office, person, ...query }: ToVerifyQuery) {
    return findingsToVerify(this.reader, { office, person }, query);
  }

  @Answers('FindingPage', ':findingId', 'A finding, what was asked for because of it, and whether it was put right.', {
    orNone: true,
  })
  async finding(@Param() { findingId }: FindingPath, @Query() at: AtQuery) {
    return known(await findingPage(this.reader, findingId, at));
  }

  @Records(LogFinding, '', 'Records what was found or remarked.')
  logFinding(@Body() command: LogFinding, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(IdentifyFindingUnits, 'identifications', 'Names the units of a finding that named none.')
  identifyFindingUnits(@Body() command: IdentifyFindingUnits, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(AnswerFinding, 'answers', 'The unit’s own word on a finding (giải trình); it stands beside what was found.')
  answerFinding(@Body() command: AnswerFinding, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(DecideFindingSuccessor, 'successors', 'Decides which successor of a split unit has the finding.')
  decideFindingSuccessor(@Body() command: DecideFindingSuccessor, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(RequestRectification, 'rectifications', 'Asks a unit to put a finding right (chấn chỉnh, khắc phục).')
  requestRectification(@Body() command: RequestRectification, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(SetRectificationDue, 'rectifications/due-dates', 'Sets the date by which a rectification is due.')
  setRectificationDue(@Body() command: SetRectificationDue, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ReportRectification, 'rectifications/reports', 'The unit says that it has put the finding right.')
  reportRectification(@Body() command: ReportRectification, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(VerifyRectification, 'rectifications/verdicts', 'Somebody else decides on the report of a rectification.')
  verifyRectification(@Body() command: VerifyRectification, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

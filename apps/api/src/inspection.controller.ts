import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Count, Id } from '#commands/fields.js';
import {
  ChangeInspectionTeam,
  DeliverInspectionReport,
  DispatchInspectionTeam,
  EstablishInspectionTeam,
  ReturnInspectionTeam,
} from '#commands/inspection.commands.js';
import { AnswerChecklist, RecordSiteVisit, SignInspectionMinutes } from '#commands/visit.commands.js';
import { FactReader } from '#read-models/fact-reader.js';
import { dispatchBoard } from '#read-models/dispatch-board.js';
import { inspectionCoverage } from '#read-models/inspection-coverage.js';
import { inspectionPage, inspectionTeams } from '#read-models/inspection-page.js';
import { known } from './problem.js';
import { AtQuery, Digits, PageQuery, pageIn } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class TeamPath {
  @Id({ description: 'Id of the inspection team.', example: 'dkt-1' }) teamId!: string;
}

class CoverageQuery extends AtQuery {
  @Id({ description: 'The place whose places below are asked about.', example: 'tp' }) place!: string;
  @Digits()
  @Count({ description: 'So many days back from the date, 1 to 3,660.', min: 1, max: 3660, example: 30 })
  days!: number;
}

@ApiTags('inspections')
@Controller('inspections')
export class InspectionController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('InspectionList', '', 'Inspection teams and the parties of working visits.', { list: true })
  teams(@Query() query: PageQuery) {
    return inspectionTeams(this.reader, pageIn(query), query);
  }

  @Answers('DispatchBoard', 'dispatch-board', 'Teams under way on the date: where, until when, and what they logged.', {
    list: true,
  })
  dispatchBoard(@Query() query: PageQuery) {
    return dispatchBoard(this.reader, pageIn(query), query);
  }

  @Answers('InspectionCoverage', 'coverage', 'Which places below a place had no visit in so many days.', {
    orNone: true,
  })
  async coverage(@Query() { place, days, ...query }: CoverageQuery) {
    return known(await inspectionCoverage(this.reader, { place, days }, query));
  }

  @Answers('InspectionPage', ':teamId', 'A team with where it was sent and what it visited.', { orNone: true })
  async team(@Param() { teamId }: TeamPath, @Query() at: AtQuery) {
    return known(await inspectionPage(this.reader, teamId, at));
  }

  @Records(EstablishInspectionTeam, '', 'Records an inspection team (đoàn kiểm tra) or the party of a working visit.')
  establishInspectionTeam(@Body() command: EstablishInspectionTeam, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(
    DispatchInspectionTeam,
    'dispatches',
    'Sends a team to units. Nobody inspects a unit that they head or belong to.',
  )
  dispatchInspectionTeam(@Body() command: DispatchInspectionTeam, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(RecordSiteVisit, 'visits', 'Records what a team visited.')
  recordSiteVisit(@Body() command: RecordSiteVisit, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ChangeInspectionTeam, 'changes', 'Who joins and who leaves a team, and who leads it from then on.')
  changeInspectionTeam(@Body() command: ChangeInspectionTeam, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ReturnInspectionTeam, 'returns', 'The team is back.')
  returnInspectionTeam(@Body() command: ReturnInspectionTeam, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(AnswerChecklist, 'visits/checklists', 'Records what was seen on a visit, point by point.')
  answerChecklist(@Body() command: AnswerChecklist, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(SignInspectionMinutes, 'visits/minutes', 'The minutes (biên bản), signed by the team and for the unit.')
  signInspectionMinutes(@Body() command: SignInspectionMinutes, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(DeliverInspectionReport, 'reports', 'The team’s report is delivered to the body that it answers to.')
  deliverInspectionReport(@Body() command: DeliverInspectionReport, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { historyOf, logHistory } from '#audit/replay/history.js';
import { Count, Id, Text } from '#commands/fields.js';
import { streamOf } from '#domain/decider.js';
import { FactReader } from '#read-models/fact-reader.js';
import type { Language } from './problem-types.js';
import { known } from './problem.js';
import { AtQuery, Digits, pageIn } from './query-fields.js';
import { Answers } from './routes.js';
import { Spoken } from './spoken.js';

class HistoryQuery extends AtQuery {
  @Digits()
  @Count({ description: 'Steps on a page, 1 to 200; 50 if left out.', min: 1, max: 200, optional: true })
  limit?: number;
  @Text({ description: '`next` of the page before; opaque.', max: 100, optional: true })
  cursor?: string;
}

class TaskPath {
  @Id({ description: 'Id of the task.', example: 'nv-01' }) taskId!: string;
}

class UnitPath {
  @Id({ description: 'Id of the place, body or class.', example: 'qa.ubnd' }) unitId!: string;
}

class OfficePath {
  @Id({ description: 'Id of the office.', example: 'qa.ubnd.ct' }) officeId!: string;
}

class PersonPath {
  @Id({ description: 'Id of the person.', example: 'p-02' }) personId!: string;
}

class DirectivePath {
  @Id({ description: 'Id of the directive.', example: 'cd-10' }) directiveId!: string;
}

class TeamPath {
  @Id({ description: 'Id of the inspection team.', example: 'dkt-1' }) teamId!: string;
}

/** Stepping through what was recorded: each event with how things stood before and after, and the difference in words. */
@ApiTags('history')
@Controller('history')
export class HistoryController {
  constructor(private readonly reader: FactReader) {}

  @Answers('HistoryPage', 'log', 'The whole log, event by event, each with what it changed of its own record.', {
    paged: true,
  })
  historyOfLog(@Query() query: HistoryQuery, @Spoken() language: Language) {
    return logHistory(this.reader, pageIn(query), query, language);
  }

  @Answers(
    'HistoryPage',
    'tasks/:taskId',
    'A task, event by event: also events of other records that changed who answers or how it stands.',
    { orNone: true, paged: true },
  )
  historyOfTask(@Param() { taskId }: TaskPath, @Query() query: HistoryQuery, @Spoken() language: Language) {
    return this.of(streamOf('task', taskId), query, language);
  }

  @Answers(
    'HistoryPage',
    'units/:unitId',
    'A unit, event by event: what changed its heads and its tasks is among them.',
    { orNone: true, paged: true },
  )
  historyOfUnit(@Param() { unitId }: UnitPath, @Query() query: HistoryQuery, @Spoken() language: Language) {
    return this.of(streamOf('unit', unitId), query, language);
  }

  @Answers('HistoryPage', 'offices/:officeId', 'An office, event by event: who came and who went.', {
    orNone: true,
    paged: true,
  })
  historyOfOffice(@Param() { officeId }: OfficePath, @Query() query: HistoryQuery, @Spoken() language: Language) {
    return this.of(streamOf('office', officeId), query, language);
  }

  @Answers('HistoryPage', 'persons/:personId', 'A person, event by event, through all offices. No score.', {
    orNone: true,
    paged: true,
  })
  historyOfPerson(@Param() { personId }: PersonPath, @Query() query: HistoryQuery, @Spoken() language: Language) {
    return this.of(streamOf('person', personId), query, language);
  }

  @Answers('HistoryPage', 'directives/:directiveId', 'A directive, event by event, with the tasks that it has made.', {
    orNone: true,
    paged: true,
  })
  historyOfDirective(
    @Param() { directiveId }: DirectivePath,
    @Query() query: HistoryQuery,
    @Spoken() language: Language,
  ) {
    return this.of(streamOf('directive', directiveId), query, language);
  }

  @Answers('HistoryPage', 'inspections/:teamId', 'An inspection team, event by event, with its findings.', {
    orNone: true,
    paged: true,
  })
  historyOfInspection(@Param() { teamId }: TeamPath, @Query() query: HistoryQuery, @Spoken() language: Language) {
    return this.of(streamOf('inspection', teamId), query, language);
  }

  private async of(stream: string, query: HistoryQuery, language: Language) {
    return known(await historyOf(this.reader, stream, pageIn(query), query, language));
  }
}

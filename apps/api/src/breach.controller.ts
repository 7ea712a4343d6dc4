import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, OneOf } from '#commands/fields.js';
import { BREACH_SUBJECTS } from '#domain/record/breaches.js';
import { breaches, type BreachSubject } from '#read-models/breaches.js';
import { FactReader } from '#read-models/fact-reader.js';
import { PageQuery, pageIn } from './query-fields.js';
import { Answers } from './routes.js';

class BreachesQuery extends PageQuery {
  @OneOf(BREACH_SUBJECTS, { description: 'On what the acts are; `task` if left out.', optional: true })
  of?: BreachSubject;
  @Id({ description: 'Only what is about this unit: tasks that it leads, figures on it, …', optional: true })
  unit?: string;
}

@ApiTags('records')
@Controller('breaches')
export class BreachController {
  constructor(private readonly reader: FactReader) {}

  @Answers(
    'BreachList',
    '',
    'Decisions that by what is known now would be refused as of their own day: shown, never undone by software.',
    { list: true },
  )
  breaches(@Query() { of, unit, ...query }: BreachesQuery) {
    return breaches(this.reader, { of: of ?? 'task', unit }, pageIn(query), query);
  }
}

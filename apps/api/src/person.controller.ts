import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Id } from '#commands/fields.js';
import { RegisterPerson } from '#commands/office.commands.js';
import { FactReader } from '#read-models/fact-reader.js';
import { personPage } from '#read-models/person-page.js';
import { personWork } from '#read-models/work.js';
import { known } from './problem.js';
import { AtQuery, workIn, WorkQuery } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class PersonPath {
  @Id({ description: 'Opaque id of the person.', example: 'p-01' }) personId!: string;
}

@ApiTags('persons')
@Controller('persons')
export class PersonController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('PersonPage', ':personId', 'A person through all offices on record. No score, no ranking.', { orNone: true })
  async person(@Param() { personId }: PersonPath, @Query() at: AtQuery) {
    return known(await personPage(this.reader, personId, at));
  }

  @Answers(
    'PersonWork',
    ':personId/work',
    'What the person has in hand through the offices held on the date, decides for them, and follows.',
    { orNone: true },
  )
  async personWork(@Param() { personId }: PersonPath, @Query() query: WorkQuery) {
    return known(await personWork(this.reader, personId, workIn(query), query));
  }

  @Records(RegisterPerson, '', 'Records a person by an opaque id and the public name that a document gives.')
  registerPerson(@Body() command: RegisterPerson, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Id } from '#commands/fields.js';
import {
  OrderErasure,
  ProposeErasure,
  RecordInformant,
  RecordPersonalDetails,
} from '#commands/personal-data.commands.js';
import { SEALER } from '#commands/personal-fields.js';
import { FactReader } from '#read-models/fact-reader.js';
import { findingInformant, personalDetails } from '#read-models/personal-data.js';
import type { Sealer } from '#sealing/sealer.js';
import { openedData } from './personal-data-answers.js';
import { known } from './problem.js';
import { AtQuery } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class DetailsPath {
  @Id({ description: 'The person.', example: 'p-01' }) personId!: string;
}

class InformantPath {
  @Id({ description: 'Id of the finding.', example: 'gn-1' }) findingId!: string;
}

/**
 * Personal data (dữ liệu cá nhân). These two questions are the only ones that open what is sealed: no list, search, page or
 * export does.
 */
@ApiTags('personal data')
@Controller()
export class PersonalDataController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
    @Inject(SEALER) private readonly sealer: Sealer,
  ) {}

  @Answers(
    'PersonalDetails',
    'persons/:personId/personal-details',
    'Telephone, address and identity number of a person, opened. What was erased says so, as of every date.',
    { orNone: true, more: ['sealed-unreadable'] },
  )
  async personalDetails(@Param() { personId }: DetailsPath, @Query() at: AtQuery) {
    return openedData(this.sealer, known(await personalDetails(this.reader, personId, at)), [
      'phone',
      'address',
      'nationalId',
    ]);
  }

  @Answers(
    'FindingInformant',
    'findings/:findingId/informant',
    'Who reported what was found (người phản ánh), opened. What was erased says so, as of every date.',
    { orNone: true, more: ['sealed-unreadable'] },
  )
  async findingInformant(@Param() { findingId }: InformantPath, @Query() at: AtQuery) {
    return openedData(this.sealer, known(await findingInformant(this.reader, findingId, at)), ['informant']);
  }

  @Records(
    RecordPersonalDetails,
    'persons/personal-details',
    'Records how a person is reached and identified; each field is sealed before it is recorded.',
  )
  recordPersonalDetails(@Body() command: RecordPersonalDetails, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(RecordInformant, 'findings/informants', 'Records who reported what was found; sealed before it is recorded.')
  recordInformant(@Body() command: RecordInformant, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ProposeErasure, 'erasures/proposals', 'One person proposes that the personal data of a subject be erased.')
  proposeErasure(@Body() command: ProposeErasure, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(OrderErasure, 'erasures/orders', 'Another person orders it: the key is destroyed, for ever.')
  orderErasure(@Body() command: OrderErasure, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

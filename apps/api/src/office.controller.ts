import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Id, OneOf } from '#commands/fields.js';
import {
  AbolishOffice,
  Appoint,
  AttestHolder,
  CreateOffice,
  DeclareAccountability,
  EndAccountability,
  EndAppointment,
  ReinstateHolder,
  ReplaceHead,
  SignHandover,
  SuspendHolder,
} from '#commands/office.commands.js';
import { FactReader } from '#read-models/fact-reader.js';
import { handovers, officeHandovers } from '#read-models/handovers.js';
import { officePage, unnamedHeads } from '#read-models/office-holders.js';
import { officeWork } from '#read-models/office-work.js';
import { known } from './problem.js';
import { AtQuery, PageQuery, pageIn, workIn, WorkQuery } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class OfficePath {
  @Id({ description: 'Id of the office.', example: 'qa.ubnd.ct' }) officeId!: string;
}

class HandoversQuery extends PageQuery {
  @OneOf(['true', 'false'], {
    description: '`true`: only those with a signature that is due and missing on the date.',
    optional: true,
  })
  unsigned?: 'true' | 'false';
}

@ApiTags('offices')
@Controller('offices')
export class OfficeController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('UnnamedHeads', 'unnamed-heads', 'Heads without a named holder on the date, with the reason.', {
    list: true,
  })
  unnamedHeads(@Query() query: PageQuery) {
    return unnamedHeads(this.reader, pageIn(query), query);
  }

  @Answers(
    'HandoverList',
    'handovers',
    'Handovers (bàn giao) when heads changed: what is handed over, who has signed and whose signature is missing.',
    { list: true },
  )
  handovers(@Query() query: HandoversQuery) {
    return handovers(this.reader, { unsigned: query.unsigned === 'true' }, pageIn(query), query);
  }

  @Answers('OfficePage', ':officeId', 'An office with who holds it on the date, and who is on record.', {
    orNone: true,
  })
  async office(@Param() { officeId }: OfficePath, @Query() at: AtQuery) {
    return known(await officePage(this.reader, officeId, at));
  }

  @Answers('OfficeHandovers', ':officeId/handovers', 'The handovers of an office, oldest first.', { orNone: true })
  async handoversOf(@Param() { officeId }: OfficePath, @Query() at: AtQuery) {
    return known(await officeHandovers(this.reader, officeId, at));
  }

  @Answers(
    'OfficeWork',
    ':officeId/work',
    'What waits for an office (việc của tôi): tasks, decisions, drafts to sign, handovers, rectifications to verify.',
    { orNone: true },
  )
  async officeWork(@Param() { officeId }: OfficePath, @Query() query: WorkQuery) {
    return known(await officeWork(this.reader, officeId, workIn(query), query));
  }

  @Records(CreateOffice, '', 'Creates an office (chức vụ), a seat in a body.')
  createOffice(@Body() command: CreateOffice, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(AbolishOffice, 'abolitions', 'An office no longer exists.')
  abolishOffice(@Body() command: AbolishOffice, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(Appoint, 'appointments', 'A person is appointed to an office, or acts in it (bổ nhiệm, quyền, phụ trách).')
  appoint(@Body() command: Appoint, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ReplaceHead, 'replacements', 'One holder leaves and another begins, in one record.')
  replaceHead(@Body() command: ReplaceHead, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(EndAppointment, 'appointment-endings', 'A person no longer holds an office.')
  endAppointment(@Body() command: EndAppointment, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(SuspendHolder, 'suspensions', 'A holder is suspended (đình chỉ chức vụ).')
  suspendHolder(@Body() command: SuspendHolder, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ReinstateHolder, 'reinstatements', 'A suspension ends.')
  reinstateHolder(@Body() command: ReinstateHolder, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(AttestHolder, 'attestations', 'A document shows a person in an office on one date (văn bản có nêu).')
  attestHolder(@Body() command: AttestHolder, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(
    SignHandover,
    'handover-signatures',
    'The outgoing or the incoming head signs the list of what is open (ký biên bản bàn giao).',
  )
  signHandover(@Body() command: SignHandover, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(DeclareAccountability, 'accountabilities', 'Says before whom an office answers.')
  declareAccountability(@Body() command: DeclareAccountability, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(EndAccountability, 'accountability-endings', 'Such a declaration ends.')
  endAccountability(@Body() command: EndAccountability, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

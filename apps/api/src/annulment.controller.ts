import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnnulRecord, ConfirmAnnulment, ProposeAnnulment } from '#commands/annulment.commands.js';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Records } from './routes.js';
import { From } from './sender.js';

@ApiTags('annulments')
@Controller('annulments')
export class AnnulmentController {
  constructor(private readonly desk: CommandDesk) {}

  @Records(AnnulRecord, '', 'Both signatures stand on one paper: proposal and confirmation are recorded together.')
  annulRecord(@Body() command: AnnulRecord, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ProposeAnnulment, 'proposals', 'One person proposes to take a wrong entry out of later answers.')
  proposeAnnulment(@Body() command: ProposeAnnulment, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ConfirmAnnulment, 'confirmations', 'Another person confirms it; earlier answers keep the entry.')
  confirmAnnulment(@Body() command: ConfirmAnnulment, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

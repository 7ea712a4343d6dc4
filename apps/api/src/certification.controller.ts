import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CertifyFigure, ProposeFigureReopening, ReopenFigure } from '#commands/certification.commands.js';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Records } from './routes.js';
import { From } from './sender.js';

@ApiTags('certification of figures')
@Controller('figures')
export class CertificationController {
  constructor(private readonly desk: CommandDesk) {}

  @Records(CertifyFigure, 'certifications', 'Certifies a figure, which locks it; not by who reports it.')
  certify(@Body() command: CertifyFigure, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ProposeFigureReopening, 'reopening-proposals', 'Proposes to open a certified figure again.')
  propose(@Body() command: ProposeFigureReopening, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ReopenFigure, 'reopenings', 'A second person opens a certified figure again.')
  reopen(@Body() command: ReopenFigure, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

import { applyDecorators, Controller, Get, Inject, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import type { EventLog } from '#event-log/event-log.js';
import { FactReader } from '#read-models/fact-reader.js';
import { EVENT_LOG } from './event-log.token.js';
import { type ReactionsHere, type Readiness, readiness } from './health.js';
import { LEDGER_HERE } from './ledger-here.token.js';
import type { LedgerHere } from './open-ledger.js';
import { REACTIONS_HERE } from './reactions-here.token.js';
import { problems } from './routes.js';

const READY = { $ref: '#/components/schemas/Ready' };

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly reader: FactReader,
    @Inject(REACTIONS_HERE) private readonly reactions: ReactionsHere,
    @Inject(LEDGER_HERE) private readonly ledger: LedgerHere,
  ) {}

  @Get('live')
  @ApiOperation({ summary: 'The process runs.' })
  @HealthProblems()
  @ApiResponse({ status: 200, description: 'It does.', schema: { $ref: '#/components/schemas/Live' } })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'The process can serve: database, log, and how far the read models are behind.' })
  @HealthProblems()
  @ApiResponse({ status: 200, description: 'It can.', schema: READY })
  @ApiResponse({
    status: 503,
    description: 'It cannot: a store does not answer, or the oldest record that is not projected is over 30 s old.',
    schema: READY,
  })
  async ready(@Res({ passthrough: true }) response: Response): Promise<Readiness> {
    const found = await readiness(this.log, this.reader, this.reactions, this.ledger);
    if (found.status !== 'ok') response.status(503).setHeader('Retry-After', '2');
    return found;
  }
}

function HealthProblems(): MethodDecorator {
  return applyDecorators(...problems(['malformed-url']));
}

import { Controller, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { EventLog } from '#event-log/event-log.js';
import { ACCESS_EVENTS, ACCESS_LEDGER } from './access-log.token.js';
import type { LedgerHere } from './open-ledger.js';
import { TransparencyLogController } from './transparency-log.controller.js';

/** The transparency log over the access log: the same addresses as over the records, under /access-log. */
@ApiTags('access-log')
@Controller('access-log')
export class AccessTreeController extends TransparencyLogController {
  constructor(@Inject(ACCESS_LEDGER) ledger: LedgerHere, @Inject(ACCESS_EVENTS) log: EventLog) {
    super(ledger, log);
  }
}

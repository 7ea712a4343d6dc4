import { applyDecorators, Controller, Get, Header, Inject, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Count } from '#commands/fields.js';
import type { EventLog } from '#event-log/event-log.js';
import { CLOUD_EVENTS, type CloudEvent, cloudEventOf } from '#hooks/cloud-event.js';
import { EVENT_LOG } from './event-log.token.js';
import type { WebhooksHere } from './open-webhooks.js';
import { Digits } from './query-fields.js';
import { ANY_PROBLEM, ON_RECORDED_READ, problems } from './routes.js';
import { WEBHOOKS_HERE } from './webhooks-here.token.js';

class CloudEventsQuery {
  @Digits()
  @Count({ description: 'Ordinal after which to begin; 0, the beginning of the log, if left out.', optional: true })
  after?: number;
  @Digits()
  @Count({ description: 'Events on a page, 1 to 500; 100 if left out.', min: 1, max: 500, optional: true })
  limit?: number;
}

/** The log as CloudEvents 1.0. It has no known time: it is the log. */
@ApiTags('log')
@Controller('cloud-events')
export class CloudEventsController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    @Inject(WEBHOOKS_HERE) private readonly webhooks: WebhooksHere,
  ) {}

  @GivesBatch()
  @Header('Content-Type', CLOUD_EVENTS)
  async cloudEvents(
    @Query() { after = 0, limit = 100 }: CloudEventsQuery,
    @Res({ passthrough: true }) response: Response,
  ): Promise<CloudEvent[]> {
    const page: CloudEvent[] = [];
    for await (const batch of this.log.readAll(BigInt(after), { limit }))
      page.push(...batch.map((event) => cloudEventOf(event, this.webhooks.at)));
    const last = page.at(-1)?.ordinal ?? String(after);
    response.setHeader('Link', `</cloud-events?after=${last}&limit=${limit}>; rel="next"`);
    return page;
  }
}

function GivesBatch(): MethodDecorator {
  return applyDecorators(
    Get(),
    ApiOperation({
      summary:
        'The records from a position on, in order, as CloudEvents 1.0 (a batch in JSON); sealed fields stay sealed.',
    }),
    ApiResponse({
      status: 200,
      description: 'A page; an empty one is the end of the log for now.',
      headers: {
        Link: {
          description: 'Where the log goes on (`rel="next"`), also after the last record.',
          schema: { type: 'string', example: '</cloud-events?after=100&limit=100>; rel="next"' },
        },
      },
      content: { [CLOUD_EVENTS]: { schema: { $ref: '#/components/schemas/CloudEventBatch' } } },
    }),
    ...problems([...ANY_PROBLEM, 'invalid-query', ...ON_RECORDED_READ]),
  );
}

import { Controller, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id } from '#commands/fields.js';
import { eventVersions, schemasOf } from './event-schemas.js';
import { known } from './problem.js';
import { Answers } from './routes.js';

class EventPath {
  @Id({ description: 'Name of the event.', example: 'TaskAssigned' }) event!: string;
}

/** What the payloads of records look like; `GET /records` gives the records. The same at every date. */
@ApiTags('records')
@Controller('event-schemas')
export class EventSchemaController {
  @Answers('EventVersions', '', 'Every event that may be on record, with the versions of its payload.')
  eventSchemas() {
    return { events: eventVersions() };
  }

  @Answers('EventSchemas', ':event', 'The JSON Schemas of one event, one a version.', { orNone: true })
  eventSchema(@Param() { event }: EventPath) {
    return known(schemasOf(event));
  }
}

import { Controller, Param, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { Id } from '#commands/fields.js';
import { FactReader } from '#read-models/fact-reader.js';
import { eventById, eventsOf } from '#read-models/record.js';
import { known } from './problem.js';
import { AtQuery } from './query-fields.js';
import { Answers } from './routes.js';

class RecordPath {
  @ApiProperty({ type: String, format: 'uuid', description: 'Event id, as `evidence` and receipts give it.' })
  @IsUUID()
  eventId!: string;
}

class RecordsQuery extends AtQuery {
  @Id({ description: 'Stream, as a receipt names it.', example: 'task-nv-01' }) stream!: string;
}

/** The evidence itself: what was recorded, when, by whom, from which source. */
@ApiTags('records')
@Controller('records')
export class RecordController {
  constructor(private readonly reader: FactReader) {}

  @Answers('RecordList', '', 'The records of one stream by then, annulled ones marked.', { orNone: true })
  async records(@Query() { stream, ...at }: RecordsQuery) {
    return known(await eventsOf(this.reader, stream, at));
  }

  @Answers('Record', ':eventId', 'One record, the evidence of an answer.', { orNone: true })
  async record(@Param() { eventId }: RecordPath, @Query() at: AtQuery) {
    return known(await eventById(this.reader, eventId, at));
  }
}

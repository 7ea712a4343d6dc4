import { applyDecorators, Controller, Get, Header, Inject, Param, Res, StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import type { Response } from 'express';
import { NOT_SIGNED, Receipts } from '#audit/ledger/receipts.js';
import type { Outcomes } from '#commands/outcomes.js';
import { InsidePolicy } from './inside-policy.js';
import { LEDGER_HERE, OUTCOMES } from './ledger-here.token.js';
import type { LedgerHere } from './open-ledger.js';
import type { ProblemSlug } from './problem-types.js';
import { known, RequestProblem } from './problem.js';
import { ANY_PROBLEM, problems } from './routes.js';

const RECEIPT = 'GET /receipts/{commandId}';

class CommandPath {
  @ApiProperty({ type: String, format: 'uuid', description: '`commandId` of a receipt.' })
  @IsUUID()
  commandId!: string;
}

class EventPath {
  @ApiProperty({ type: String, format: 'uuid', description: 'Event id, as `evidence` and receipts give it.' })
  @IsUUID()
  eventId!: string;
}

/** From the receipt of a command to a proof that is checked offline, with the public key of the log alone. */
@ApiTags('log')
@Controller()
export class ReceiptController {
  constructor(
    private readonly receipts: Receipts,
    @Inject(LEDGER_HERE) private readonly ledger: LedgerHere,
    @Inject(OUTCOMES) private readonly outcomes: Outcomes,
    private readonly policy: InsidePolicy,
  ) {}

  @Get('receipts/:commandId')
  @ApiOperation({
    summary: 'What came of a command, and whether a signed checkpoint covers it; any receipt, however old.',
  })
  @ApiResponse({ status: 200, description: 'It.', schema: { $ref: '#/components/schemas/CommandReceipt' } })
  @Unanswered('not-recorded')
  async receipt(@Param() { commandId }: CommandPath) {
    const found = await this.receipts.of(commandId.toLowerCase());
    if (found) {
      const { by, ...receipt } = found;
      await this.policy.require(RECEIPT, { commandId: by });
      return { ...receipt, events: receipt.events.map((event) => ({ ...event, ...linksOf(event.id) })) };
    }
    const outcome = known(await this.outcomes.find(commandId.toLowerCase()));
    if (outcome.kind !== 'nothing') throw new RequestProblem('not-recorded');
    await this.policy.require(RECEIPT, { commandId: outcome.by ?? null });
    const latest = await this.ledger.reader.latest();
    const checkpoint = latest && { origin: latest.origin, size: latest.size };
    return { commandId, position: null, checkpoint, events: [] };
  }

  @Get('events/:eventId/proof')
  @Header('Content-Type', 'text/plain; charset=utf-8')
  @ApiOperation({
    summary: 'The proof that a record is in the log (C2SP tlog-proof), to be kept and checked offline for ever.',
  })
  @ApiResponse({ status: 200, description: 'It.', content: { 'text/plain': { schema: { type: 'string' } } } })
  @Unanswered('not-recorded', 'not-signed-yet', 'history-changed')
  async eventProof(@Param() { eventId }: EventPath): Promise<string> {
    const proof = known(await this.receipts.proof(eventId.toLowerCase()));
    if (proof === NOT_SIGNED) throw new RequestProblem('not-signed-yet');
    return proof;
  }

  @Get('events/:eventId/leaf')
  @ApiOperation({ summary: 'The bytes of a record that are hashed (RFC 8785): what a proof of it is checked against.' })
  @ApiResponse({
    status: 200,
    description: 'They.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Envelope' } } },
  })
  @Unanswered('not-recorded')
  async eventLeaf(@Param() { eventId }: EventPath, @Res({ passthrough: true }) response: Response) {
    const leaf = known(await this.receipts.leaf(eventId.toLowerCase()));
    response.setHeader('Content-Disposition', `attachment; filename="${eventId}.json"`);
    return new StreamableFile(leaf, { type: 'application/json' });
  }
}

function linksOf(id: string): { proof: string; leaf: string } {
  return { proof: `/events/${id}/proof`, leaf: `/events/${id}/leaf` };
}

function Unanswered(...slugs: ProblemSlug[]): MethodDecorator {
  return applyDecorators(...problems([...ANY_PROBLEM, 'invalid-query', ...slugs]));
}

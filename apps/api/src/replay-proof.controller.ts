import { applyDecorators, Controller, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import type { ReplayProof } from '#audit/replay-proof/replay-proof.js';
import { ReplayProofs } from '#audit/replay-proof/replay-proofs.js';
import { Count, OneOf, Text } from '#commands/fields.js';
import { BUILD_TABLE_NAMES, type BuildTable } from '#read-models/build-tables.js';
import type { ProblemSlug } from './problem-types.js';
import { known } from './problem.js';
import { Digits, Switch } from './query-fields.js';
import { ANY_PROBLEM, Answers, problems } from './routes.js';

class ProofPath {
  @ApiProperty({ type: String, format: 'uuid', description: 'Id of the proof.' })
  @IsUUID()
  proofId!: string;
}

class ProofsQuery {
  @Digits()
  @Count({ description: 'Proofs on a page, 1 to 200; 50 if left out.', min: 1, max: 200, optional: true })
  limit?: number;
  @Text({ description: '`next` of the page before; opaque.', max: 20, optional: true })
  cursor?: string;
}

class ProofOrder {
  @OneOf(BUILD_TABLE_NAMES, {
    description: 'Only this table of the read models is compared; all if left out.',
    optional: true,
  })
  table?: BuildTable;
  @Switch({ description: 'Read the new read models from then on; otherwise they are dropped. `false` if left out.' })
  swap?: boolean;
}

/** Read models made anew from the log, beside those that are read, and held against them row by row. */
@ApiTags('audit')
@Controller('audit/replay-proofs')
export class ReplayProofController {
  constructor(private readonly proofs: ReplayProofs) {}

  @Answers('ReplayProofList', '', 'Replay proofs that were made, newest first, after the one that runs.')
  replayProofs(@Query() page: ProofsQuery) {
    return this.proofs.list(page);
  }

  @Answers('ReplayProof', ':proofId', 'A replay proof: equal, or the first row that differs; how far it is.', {
    orNone: true,
  })
  async replayProof(@Param() { proofId }: ProofPath): Promise<ReplayProof> {
    return known(await this.proofs.find(proofId));
  }

  @Orders('', 'Begins a replay proof in the background; reading goes on meanwhile.', ['replay-under-way'])
  startReplayProof(@Query() { table, swap }: ProofOrder): Promise<ReplayProof> {
    return this.proofs.start({ tables: table ? [table] : BUILD_TABLE_NAMES, swap: swap ?? false });
  }

  @Orders(':proofId/stop', 'Asks the proof that runs to stop; the next one goes on from there.', ['not-recorded'])
  async stopReplayProof(@Param() { proofId }: ProofPath): Promise<ReplayProof> {
    return known(await this.proofs.stop(proofId));
  }
}

/** A route that sets something going: 202 with the proof as it stands. */
function Orders(path: string, summary: string, more: ProblemSlug[]): MethodDecorator {
  return applyDecorators(
    Post(path),
    HttpCode(202),
    ApiOperation({ summary }),
    ApiResponse({
      status: 202,
      description: 'Taken; ask for the proof to see what becomes of it.',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/ReplayProof' } } },
    }),
    ...problems([...ANY_PROBLEM, 'invalid-query', ...more]),
  );
}

import { Readable } from 'node:stream';
import { Controller, Get, HttpCode, Inject, Param, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { EVIDENCE_STORE } from '#commands/evidence.js';
import { Digest } from '#commands/fields.js';
import type { EvidenceStore, StoredEvidence } from '#evidence/evidence-store.js';
import { InsidePolicy } from './inside-policy.js';
import { known, RequestProblem } from './problem.js';
import { ANY_PROBLEM, ON_RECORDED_READ, problems } from './routes.js';
import { SaysWho } from './sender.js';

class EvidencePath {
  @Digest({ description: 'SHA-256 of the bytes.' }) sha256!: string;
}

/** Bytes of evidence. They are no record: a record names them by their digest. */
@ApiTags('evidence')
@Controller('evidence')
export class EvidenceController {
  constructor(
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
    private readonly policy: InsidePolicy,
  ) {}

  @Post()
  @HttpCode(201)
  @ApiOperation({
    operationId: 'uploadEvidence',
    summary:
      'Takes in the bytes of a file, as they are; a report then names their digest. The same bytes are kept once. Nothing marked as a state secret (Mật or above) may be sent.',
  })
  @ApiConsumes('application/octet-stream')
  @ApiBody({ required: true, schema: { type: 'string', format: 'binary' } })
  @ApiResponse({
    status: 201,
    description: 'Kept, on stable storage.',
    schema: { $ref: '#/components/schemas/StoredEvidence' },
  })
  @EvidenceProblems('evidence-too-large', 'evidence-not-raw', 'evidence-store-full')
  upload(@Req() request: Request): Promise<StoredEvidence> {
    const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
    // A form's framing would be kept as if it were the file.
    if (/^multipart\//i.test(type) || encoding !== 'identity') throw new RequestProblem('evidence-not-raw');
    // The connection has to outlive a refusal, which goes back over it.
    return this.store.put(request.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>);
  }

  @Get(':sha256')
  @ApiOperation({
    operationId: 'evidenceBytes',
    summary: 'The bytes of a file, compared with their digest before they are sent; always as a download.',
  })
  @ApiResponse({
    status: 200,
    description: 'The bytes.',
    content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  })
  @SaysWho()
  @EvidenceProblems('invalid-query', 'not-recorded', 'evidence-damaged', ...ON_RECORDED_READ)
  async bytes(@Param() { sha256 }: EvidencePath, @Res({ passthrough: true }) response: Response) {
    await this.policy.requireEvidence(sha256);
    const found = known(await this.store.get(sha256));
    // Whatever it is, no browser shall run it here: a sandbox without rights, nothing loaded, nothing guessed.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    response.setHeader('Repr-Digest', `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`);
    return new StreamableFile(Readable.from(found.bytes), {
      type: 'application/octet-stream',
      disposition: `attachment; filename="${sha256}"`,
      length: found.size,
    });
  }
}

function EvidenceProblems(...slugs: Parameters<typeof problems>[0][number][]): MethodDecorator {
  return (target, key, descriptor) => {
    for (const decorate of problems([...ANY_PROBLEM, ...slugs], {})) {
      decorate(target, key, descriptor);
    }
  };
}

/** True for a request whose body is the bytes of a file: it goes past what reads JSON. */
export function isUpload({ method, path }: Pick<Request, 'method' | 'path'>): boolean {
  return method === 'POST' && /^\/evidence\/?$/.test(path);
}

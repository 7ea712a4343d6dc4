import { createHash } from 'node:crypto';
import { Controller, Get, Inject, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { BUNDLE_SUBJECTS, type BundleQuestion } from '#audit/bundle/bundle-format.js';
import { type BundleParts, makeBundle } from '#audit/bundle/make-bundle.js';
import { Count, Text } from '#commands/fields.js';
import { ID_PATTERN } from '#domain/record-id.js';
import { isCivilDate } from '#domain/civil-date.js';
import { BundleFile } from './bundle-file.js';
import { BUNDLE_PARTS } from './bundle-parts.token.js';
import { InsidePolicy } from './inside-policy.js';
import { known, RequestProblem } from './problem.js';
import { AtQuery, Digits } from './query-fields.js';
import { ANY_PROBLEM, ON_RECORDED_READ, problems } from './routes.js';
import { SaysWho } from './sender.js';

class BundleQuery extends AtQuery {
  @Text({
    description:
      'What it is about: `task:ID`, `person:ID`, `unit:ID`, `directive:ID`, or `period:FROM:UNTIL` with the first day and the first day after, by the clock of the record in Asia/Ho_Chi_Minh.',
    example: 'task:nv-01',
    max: 200,
  })
  for!: string;
  @Digits()
  @Count({
    description:
      'Size of the checkpoint that shall prove it; the last one if left out. The same question under the same checkpoint gives the same bytes.',
    min: 1,
    optional: true,
  })
  checkpoint?: number;
}

/** Evidence bundles: one file to take away, to be checked by somebody who trusts nobody here. */
@ApiTags('bundles')
@Controller('bundles')
export class BundleController {
  constructor(
    @Inject(BUNDLE_PARTS) private readonly parts: BundleParts,
    private readonly policy: InsidePolicy,
  ) {}

  @Get()
  @SaysWho()
  @ApiOperation({
    operationId: 'evidenceBundle',
    summary:
      'An answer with the records that it rests on, their proofs, the signed checkpoint, and a page to read (ZIP). `npm run cli -- verify` checks it without this server.',
  })
  @ApiResponse({
    status: 200,
    description: 'The bundle. `Repr-Digest` is its SHA-256, which the access log has too.',
    content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } },
  })
  @BundleProblems()
  async bundle(
    @Query() { for: about, checkpoint, ...at }: BundleQuery,
    @Res({ passthrough: true }) response: Response,
  ) {
    const subject = subjectOf(about);
    await this.policy.requireBundle(subject.for, subject.id, null);
    const made = known(await makeBundle(this.parts, { ...subject, ...at, checkpoint }));
    const { question, treeSize, ordinals, chosen } = made.bundle.manifest;
    await this.policy.requireBundle(subject.for, subject.id, chosen.streams);
    const sha256 = createHash('sha256').update(made.bytes).digest();
    response.setHeader('Repr-Digest', `sha-256=:${sha256.toString('base64')}:`);
    return new BundleFile(made.bytes, {
      name: `bundle-${question.for}-${question.asOf}-${question.knownAt}`,
      asOf: question.asOf,
      knownAt: question.knownAt,
      sha256: sha256.toString('hex'),
      events: ordinals.length,
      treeSize,
    });
  }
}

function BundleProblems(): MethodDecorator {
  return (target, key, descriptor) => {
    const slugs = [
      'invalid-query',
      'known-at-in-the-future',
      'not-recorded',
      'bundle-too-large',
      'not-yet-proved',
      'records-unreadable',
      'record-not-as-signed',
    ] as const;
    for (const decorate of problems([...ANY_PROBLEM, ...ON_RECORDED_READ, ...slugs])) decorate(target, key, descriptor);
  };
}

/** @throws {RequestProblem} not of one of the forms */
function subjectOf(about: string): Pick<BundleQuestion, 'for' | 'id'> {
  const colon = about.indexOf(':');
  const [kind, id] = [about.slice(0, colon), about.slice(colon + 1)];
  const subject = BUNDLE_SUBJECTS.find((one) => one === kind);
  const [from = '', until = '', ...more] = id.split(':');
  const isPeriod = isCivilDate(from) && isCivilDate(until) && until > from && more.length === 0;
  if (subject !== undefined && (subject === 'period' ? isPeriod : ID_PATTERN.test(id))) return { for: subject, id };
  throw new RequestProblem('invalid-query', [{ where: 'for', code: 'headerForm' }], 'parameter');
}

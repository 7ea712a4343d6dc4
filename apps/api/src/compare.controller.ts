import { Controller, Query, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiTags } from '@nestjs/swagger';
import type { RequestListener } from 'node:http';
import type { Request, Response } from 'express';
import { type Answered, compareAnswers } from '#audit/replay/compare.js';
import { Day, Text } from '#commands/fields.js';
import { FactReader } from '#read-models/fact-reader.js';
import { askInside, type InsideAnswer } from './ask-inside.js';
import type { Language } from './problem-types.js';
import { RequestProblem } from './problem.js';
import { KnownTime } from './query-fields.js';
import { Answers } from './routes.js';
import { Spoken } from './spoken.js';
import { ViewTable } from './view-table.js';

const POSITION = 'An ordinal in digits, or an ISO 8601 instant with Z or offset; what is known now if left out.';

class CompareQuery {
  @Text({
    description:
      'A page of this API that takes `asOf` and `knownAt`, with its other parameters and without these: `tasks/nv-01/who-answers`, `tasks?lead=qa.ubnd`. Percent-encoded.',
    max: 2000,
  })
  view!: string;
  @KnownTime({ type: String, description: `Known time of the first answer. ${POSITION}`, example: '120' })
  from?: string;
  @KnownTime({ type: String, description: `Known time of the second answer. ${POSITION}`, example: '140' })
  to?: string;
  @Day({ description: 'Valid time of both, civil date in Asia/Ho_Chi_Minh; today if left out.', optional: true })
  asOf?: string;
  @Day({ description: 'Valid time of the second, where it is another.', optional: true })
  toAsOf?: string;
}

/** A page of the API that is no success, as it was answered. */
class InnerProblem extends Error {
  constructor(readonly answer: InsideAnswer) {
    super(`the view answered ${answer.status}`);
  }
}

@ApiTags('history')
@Controller('compare')
export class CompareController {
  constructor(
    private readonly reader: FactReader,
    private readonly views: ViewTable,
    private readonly host: HttpAdapterHost,
  ) {}

  @Answers(
    'Comparison',
    '',
    'One page of the API as it was answered at two known times, or on two dates, and what differs.',
    {
      orNone: true,
    },
  )
  async compare(
    @Query() query: CompareQuery,
    @Spoken() language: Language,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    const view = this.views.viewOf(query.view);
    const asOf = query.asOf ?? this.reader.today();
    const now = String(await this.reader.position());
    try {
      const from = await this.answered(view, asOf, query.from ?? now, request);
      const to = await this.answered(view, query.toAsOf ?? asOf, query.to ?? now, request);
      if (from.answer === null && to.answer === null) throw new RequestProblem('not-recorded');
      return { view: `${view.pathname}${view.search}`, ...(await compareAnswers(this.reader, from, to, language)) };
    } catch (error) {
      if (!(error instanceof InnerProblem)) throw error;
      const { status, headers, body } = error.answer;
      const wait = headers['retry-after'];
      if (typeof wait === 'string') response.setHeader('Retry-After', wait);
      response.status(status).type('application/problem+json');
      return body;
    }
  }

  /** The page itself is asked, in the caller's name. @throws {InnerProblem} */
  private async answered(view: URL, asOf: string, position: string, request: Request): Promise<Answered> {
    const knownAt = await this.reader.known({ asOf, knownAt: position }, (known) => Promise.resolve(known.knownAt));
    const asked = new URL(view);
    asked.searchParams.set('asOf', asOf);
    asked.searchParams.set('knownAt', String(knownAt));
    const api = this.host.httpAdapter.getInstance<RequestListener>();
    const answer = await askInside(api, `${asked.pathname}${asked.search}`, request.headers);
    if (answer.status === 200) return { asOf, knownAt, answer: answer.body };
    if (answer.status === 404) return { asOf, knownAt, answer: null };
    throw new InnerProblem(answer);
  }
}

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { languageOf } from './problem.filter.js';
import type { Language } from './problem-types.js';

/** Gives a route the language in which its words go out, and lets the answer say so. */
export const Spoken = createParamDecorator((_: unknown, context: ExecutionContext): Language => {
  const http = context.switchToHttp();
  const language = languageOf(http.getRequest<Request>());
  const response = http.getResponse<Response>();
  response.setHeader('Content-Language', language);
  response.vary('Accept-Language');
  return language;
});

import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { isUUID } from 'class-validator';
import type { Request } from 'express';
import type { AccessedBy } from '#audit/access-log/access-recorder.js';
import type { Sender } from '#commands/command-desk.js';
import { ID_PATTERN } from '#domain/record-id.js';
import { whoAsks } from './asking.js';
import { entityTagsIn, preconditionOf } from './entity-tag.js';
import { RequestProblem } from './problem.js';
import { correlationIn } from './request-trace.js';

/** The headers of a command, as the OpenAPI document describes them. */
export const COMMAND_HEADERS = [
  {
    name: 'Idempotency-Key',
    description:
      'Chosen by the caller, 1 to 200 visible ASCII characters. The same key of the same sender on the same route is the same command: it has one effect, and every retry gets the same answer, refusals included. With another body it is 422 `idempotency-key-reused`; while the first is under way 409 `request-in-flight`. Keys are kept for good.',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,200}$' },
  },
  {
    name: 'If-Match',
    description:
      'Revisions of the subject in quotes, as receipts give them: `"4"`, one or a list. The command is recorded only if its subject is at one of them still, otherwise 412 `stale-revision`. `*`: only if it is on record. Not part of what an `Idempotency-Key` covers: a retry of what was recorded gets its receipt whatever it says.',
    schema: { type: 'string' },
  },
  {
    name: 'X-Correlation-Id',
    description:
      'UUID that all records of one undertaking share. If left out it is the trace id of a W3C `traceparent`, or made up.',
    schema: { type: 'string', format: 'uuid' },
  },
  {
    name: 'Acting-Office',
    description:
      'Id of the office in which the person acts, percent-encoded: one of those that the person holds that day.',
    schema: { type: 'string' },
  },
];

/** Documents the headers that say who reads; where reading is recorded, they are recorded with it. */
export function SaysWho(): MethodDecorator {
  const headers = COMMAND_HEADERS.filter(({ name }) => name.startsWith('Acting-'));
  return applyDecorators(...headers.map((header) => ApiHeader({ required: false, ...header })));
}

/** Who reads. @throws {RequestProblem} a header is not of its form */
export function readerOf(headers: Request['headers']): AccessedBy {
  const { principal, office = null } = senderOf(headers);
  return { actor: principal?.person ?? principal?.subject ?? null, office };
}

/** Gives a route what the caller says beside the body. @throws {RequestProblem} a header is not of its form */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): Sender => {
  return senderOf(context.switchToHttp().getRequest<Request>().headers);
});

export function senderOf(headers: Request['headers']): Sender {
  const text = (name: string) => {
    const value = headers[name.toLowerCase()];
    return value === undefined ? null : String(value);
  };
  const key = text('Idempotency-Key');
  const correlation = text('X-Correlation-Id');
  if (key !== null && !/^[\x21-\x7e]{1,200}$/.test(key)) throw wrong('Idempotency-Key', 'headerForm');
  if (correlation !== null && !isUUID(correlation)) throw wrong('X-Correlation-Id', 'isUuid');
  const match = text('If-Match');
  const tags = match === null ? undefined : entityTagsIn(match);
  if (tags === null) throw wrong('If-Match', 'headerForm');
  return {
    idempotencyKey: key,
    expected: tags && preconditionOf(tags),
    correlation: correlationIn(headers),
    principal: whoAsks().principal,
    office: idIn('Acting-Office', text('Acting-Office')),
  };
}

/** Header fields carry ASCII only, ids letters of any script: hence the percent-encoding. */
function idIn(name: string, value: string | null): string | null {
  if (value === null) return null;
  try {
    const id = decodeURIComponent(value);
    if (ID_PATTERN.test(id)) return id;
  } catch {
    // Falls through to the refusal.
  }
  throw wrong(name, 'headerForm');
}

function wrong(header: string, code: string): RequestProblem {
  return new RequestProblem('invalid-header', [{ where: header, code }], 'header');
}

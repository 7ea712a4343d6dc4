import { applyDecorators, Get, HttpCode, Post, SetMetadata, type Type, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { RecordingCommand } from '#commands/command.js';
import { MEDIA_TYPES } from '#exchange/write-table.js';
import { policyOf } from '#access/policy-table.js';
import { rowLines } from '#access/policy-words.js';
import { exampleOf } from './command-examples.js';
import { ReceiptLocation } from './receipt-location.js';
import { ListExport } from './list-export.js';
import { type ProblemSlug, PROBLEMS } from './problem-types.js';
import { Problem } from './problem.js';
import { RULE_STATUS } from './problem-of.js';
import { RULE_EXAMPLE } from './problem-examples.js';
import { COMMAND_HEADERS, SaysWho } from './sender.js';

/** On the method of a route that takes a command: its name, which is the action of the policy table. */
const COMMAND = Symbol('command of a route');

/** The command that a route takes; null: it takes none. */
export function commandOf(handler: object): string | null {
  const name: unknown = Reflect.getMetadata(COMMAND, handler);
  return typeof name === 'string' ? name : null;
}

export const ANY_PROBLEM: ProblemSlug[] = [
  'not-signed-in',
  'invalid-token',
  'issuer-unavailable',
  'malformed-url',
  'bad-request',
  'request-too-slow',
  'headers-too-large',
  'not-acceptable',
  'url-too-long',
  'too-many-requests',
  'unexpected',
  'unavailable',
  'overloaded',
  'answer-too-slow',
  'read-models-behind',
];
/** Where reading is recorded (read-routes.ts). */
export const ON_RECORDED_READ: ProblemSlug[] = ['invalid-header', 'access-unrecorded'];
const ON_COMMAND: ProblemSlug[] = [
  'not-allowed',
  'office-not-held',
  'acting-office-needed',
  'not-recorded',
  'malformed-body',
  'invalid-header',
  'body-too-large',
  'unsupported-media-type',
  'invalid-body',
  'illegal-text',
  'idempotency-key-reused',
  'request-in-flight',
  'stale-revision',
  'stream-contended',
];
const ON_QUERY: ProblemSlug[] = ['invalid-query', 'known-at-in-the-future', ...ON_RECORDED_READ];
const REFUSAL = 'A rule of the domain refuses; `rule` is its code, docs/refusals.md lists them.';
const RECEIPT_LOCATION = new ReceiptLocation();

/** A list can also be had as a file: all its pages at once. */
const TABLES = Object.fromEntries(
  Object.values(MEDIA_TYPES).map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
);

/** A route that takes a command: the body is its form, 201 with the receipt the answer. Each command has one. */
export function Records(command: Type<RecordingCommand>, path: string, summary: string): MethodDecorator {
  const name = command.name;
  return applyDecorators(
    SetMetadata(COMMAND, name),
    Post(path),
    HttpCode(201),
    UseInterceptors(RECEIPT_LOCATION),
    ApiOperation({
      operationId: name.charAt(0).toLowerCase() + name.slice(1),
      summary,
      description: whoMay(name),
    }),
    ApiBody({ type: command, required: true, examples: { [name]: { value: exampleOf(command) } } }),
    ...COMMAND_HEADERS.map((header) => ApiHeader({ required: false, ...header })),
    ApiResponse({
      status: 201,
      description: 'Recorded, or recorded before under the same key. Ask with `atLeast` = `position` to see it.',
      headers: {
        Location: {
          description: 'The receipt, from which the proofs of what was recorded are reached.',
          schema: { type: 'string', example: '/receipts/6f0f0e5e-6a2f-5d0c-9a53-0d7b4f6a2f11' },
        },
      },
      schema: { $ref: '#/components/schemas/Receipt' },
    }),
    ...problems([...ANY_PROBLEM, ...ON_COMMAND], { [RULE_STATUS]: [REFUSAL] }),
  );
}

/** Who may send a command, in the words of docs/access.md. */
function whoMay(name: string): string {
  const row = policyOf(name);
  return `Who may: ${row ? rowLines(row, 'en').join(' Or: ') : 'nobody.'}`;
}

/** A route that answers a question. `schema` names the answer in answer-schemas.ts; `orNone`: 404 where nothing is known; `list`: pages that can also be had as a table; `paged`: pages alone; `refusable`: 409 where what is asked contradicts itself. */
export function Answers(
  schema: string,
  path: string,
  summary: string,
  options: {
    orNone?: boolean;
    list?: boolean;
    paged?: boolean;
    refusable?: boolean;
    more?: readonly ProblemSlug[];
  } = {},
): MethodDecorator {
  const more: ProblemSlug[] = [
    ...(options.more ?? []),
    ...(options.orNone ? (['not-recorded'] as const) : []),
    ...(options.list || options.paged ? (['invalid-cursor'] as const) : []),
  ];
  return applyDecorators(
    Get(path),
    ApiOperation({ summary }),
    ApiResponse({
      status: 200,
      description: 'The answer.',
      content: {
        'application/json': { schema: { $ref: `#/components/schemas/${schema}` } },
        ...(options.list ? TABLES : {}),
      },
    }),
    ...(options.list ? [UseInterceptors(new ListExport(schema))] : []),
    SaysWho(),
    ...problems([...ANY_PROBLEM, ...ON_QUERY, ...more], options.refusable ? { [RULE_STATUS]: [REFUSAL] } : {}),
  );
}

/** One documented response for each status, which names the types of problem that have it. */
export function problems(slugs: readonly ProblemSlug[], others: Record<number, string[]> = {}): MethodDecorator[] {
  const byStatus = new Map<number, string[]>(Object.entries(others).map(([status, texts]) => [Number(status), texts]));
  const examples = new Map<number, string[]>(Object.keys(others).map((status) => [Number(status), [RULE_EXAMPLE]]));
  for (const slug of slugs) {
    const { status, en } = PROBLEMS[slug];
    byStatus.set(status, [...(byStatus.get(status) ?? []), `\`${slug}\`: ${en.title}`]);
    examples.set(status, [...(examples.get(status) ?? []), slug]);
  }
  return [...byStatus].map(([status, texts]) =>
    ApiResponse({
      status,
      description: texts.join(' '),
      headers: headersOf(status),
      content: {
        'application/problem+json': {
          schema: { $ref: getSchemaPath(Problem) },
          examples: Object.fromEntries(
            (examples.get(status) ?? []).map((name) => [name, { $ref: `#/components/examples/${name}` }]),
          ),
        },
      },
    }),
  );
}

function headersOf(status: number): Record<string, { description: string; schema: { type: 'string' | 'integer' } }> {
  return {
    'Content-Language': { description: 'Language of the texts, `vi` or `en`.', schema: { type: 'string' } },
    ...(status === 401
      ? { 'WWW-Authenticate': { description: 'How to sign in (RFC 6750).', schema: { type: 'string' } } }
      : {}),
    ...(status === 429 || status === 503
      ? { 'Retry-After': { description: 'Seconds.', schema: { type: 'integer' } } }
      : {}),
  };
}

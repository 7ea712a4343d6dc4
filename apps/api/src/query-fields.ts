import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, registerDecorator } from 'class-validator';
import { OneOf, Count, Day, Flag, Text } from '#commands/fields.js';
import { TABLE_FORMATS, type TableFormat } from '#exchange/write-table.js';

/** Numbers in an address are digits; anything else is left for the check to refuse. */
export function Digits(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value,
  );
}

/** `true` or `false` in an address; anything else is left for the check to refuse. */
export function Switch(options: { description: string }): PropertyDecorator {
  const words: ReadonlyMap<unknown, boolean> = new Map([
    ['true', true],
    ['false', false],
  ]);
  return applyDecorators(
    Flag({ ...options, optional: true }),
    Transform(({ value }: { value: unknown }) => words.get(value) ?? value),
  );
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** An ordinal in digits, or an instant between the years 1900 and 2999, taken to UTC. Undefined: neither. */
export function knownTimeOf(text: string): string | undefined {
  if (/^\d{1,15}$/.test(text)) return text;
  // An unencoded + of an offset arrives as a space.
  const instant = text.replace(/ (?=\d{2}:\d{2}$)/, '+');
  const time = INSTANT.test(instant) ? new Date(instant) : undefined;
  if (!time || Number.isNaN(time.getTime())) return undefined;
  return time.getUTCFullYear() >= 1900 && time.getUTCFullYear() < 3000 ? time.toISOString() : undefined;
}

/** A known time in an address. */
export function KnownTime(options: ApiPropertyOptions): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional(options),
    IsOptional(),
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? (knownTimeOf(value) ?? value) : value)),
    (target: object, propertyName: string | symbol) =>
      registerDecorator({
        name: 'isKnownTime',
        target: target.constructor,
        propertyName: String(propertyName),
        validator: { validate: (value: unknown) => typeof value === 'string' && knownTimeOf(value) === value },
      }),
  );
}

/** When a question is asked; on every query. */
export class AtQuery {
  @Day({
    description: 'Valid time: how things stood on this civil date in Asia/Ho_Chi_Minh; today if left out.',
    example: '2021-09-15',
    optional: true,
  })
  asOf?: string;
  @KnownTime({
    type: String,
    description:
      'Known time: what was on record by then. An ordinal (`position` of a receipt, `knownAt` of an answer) in digits, or an ISO 8601 instant with Z or offset; what is known now if left out.',
    example: '120',
  })
  knownAt?: string;
  @Digits()
  @Count({
    description:
      'Read your own write: wait, some seconds at most, until this ordinal (`position` of a receipt) is known.',
    optional: true,
  })
  atLeast?: number;
}

/** What somebody has in hand. */
export class WorkQuery extends AtQuery {
  @Digits()
  @Count({ description: 'Within so many days a deadline counts as soon; 7 if left out.', max: 366, optional: true })
  dueWithinDays?: number;
  @Digits()
  @Count({ description: 'Items of each list at most, 1 to 200; 50 if left out.', min: 1, max: 200, optional: true })
  limit?: number;
  @Digits()
  @Count({
    description:
      'Items of each list to leave out before those shown; 0 if left out. Pages fit together at one `knownAt`.',
    max: 1_000_000,
    optional: true,
  })
  skip?: number;
}

/** `options` of a work list, as the read models take them. */
export function workIn({ dueWithinDays, limit, skip }: WorkQuery): {
  dueWithinDays: number;
  limit: number;
  skip: number;
} {
  return { dueWithinDays: dueWithinDays ?? 7, limit: limit ?? 50, skip: skip ?? 0 };
}

/** A page of a list, in the order in which things were first recorded. */
export class PageQuery extends AtQuery {
  @Digits()
  @Count({ description: 'Items on a page, 1 to 200; 50 if left out.', min: 1, max: 200, optional: true })
  limit?: number;
  @Text({ description: '`next` of the page before; opaque.', max: 100, optional: true })
  cursor?: string;
  @OneOf(['json', ...TABLE_FORMATS], {
    description:
      'Form of the answer; `json` if left out and `Accept` prefers nothing else. A table holds every page from the cursor on, as known at one moment.',
    optional: true,
  })
  format?: 'json' | TableFormat;
}

/** `page` and `at` of a list, as the read models take them. */
export function pageIn({ limit, cursor }: PageQuery): { limit?: number; cursor?: string } {
  return { ...(limit === undefined ? {} : { limit }), ...(cursor === undefined ? {} : { cursor }) };
}

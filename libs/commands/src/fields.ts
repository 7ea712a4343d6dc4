import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  registerDecorator,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { isCivilDate } from '#domain/civil-date.js';
import { ID_PATTERN } from '#domain/record-id.js';

/**
 * Fields of commands: each decorator checks the value and describes it in the OpenAPI document, so that the two cannot
 * drift apart. A field is required unless it says `optional`; an optional field may be left out or null.
 */
interface FieldOptions {
  description: string;
  optional?: boolean;
  example?: unknown;
}

type Checks = PropertyDecorator[];

const ID_TEXT = 'Letters, digits and . _ : ~ -, at most 128 characters.';

/** Id of a unit, office, person, task, … as the caller names it. */
export function Id(options: FieldOptions): PropertyDecorator {
  return field(options, { type: String, pattern: ID_PATTERN.source, maxLength: 128 }, [
    IsString(),
    Matches(ID_PATTERN, { message: `$property must be an id. ${ID_TEXT}` }),
  ]);
}

export function Ids(options: FieldOptions & { atLeast?: number; unique?: boolean }): PropertyDecorator {
  const each = { message: `each value in $property must be an id. ${ID_TEXT}`, each: true };
  const unique = options.unique === false ? [] : [NoneTwice()];
  return field(options, { type: [String], minItems: options.atLeast ?? 0, maxItems: 5000 }, [
    IsArray(),
    ArrayMinSize(options.atLeast ?? 0),
    ArrayMaxSize(5000),
    ...unique,
    IsString({ each: true }),
    Matches(ID_PATTERN, each),
  ]);
}

/** SHA-256 of bytes: 64 lower-case hexadecimal digits. */
export function Digest(options: FieldOptions): PropertyDecorator {
  const pattern = /^[0-9a-f]{64}$/;
  return field(options, { type: String, pattern: pattern.source }, [
    IsString(),
    Matches(pattern, { message: '$property must be 64 lower-case hexadecimal digits' }),
  ]);
}

/** Telephone number: `0…` as dialled in Viet Nam, or `+` and the country's code; digits without spaces. */
export function Phone(options: FieldOptions): PropertyDecorator {
  return form(/^(0\d{8,10}|\+[1-9]\d{6,14})$/, 'isPhone', options);
}

/** Number of a Vietnamese identity card: 12 digits (CCCD, số định danh cá nhân), or 9 (CMND). */
export function NationalId(options: FieldOptions): PropertyDecorator {
  return form(/^(\d{9}|\d{12})$/, 'isNationalId', options);
}

/** Civil date in Asia/Ho_Chi_Minh, `YYYY-MM-DD`, that exists in the calendar. */
export function Day(options: FieldOptions): PropertyDecorator {
  return field(options, { type: String, format: 'date' }, [CivilDateRule()]);
}

/** Free text as the document has it, up to `max` characters (2,000 by default), never empty. */
export function Text(options: FieldOptions & { max?: number }): PropertyDecorator {
  const max = options.max ?? 2000;
  return field(options, { type: String, minLength: 1, maxLength: max }, [IsString(), MinLength(1), MaxLength(max)]);
}

export function Texts(options: FieldOptions): PropertyDecorator {
  return field(options, { type: [String], maxItems: 500 }, [
    IsArray(),
    ArrayMaxSize(500),
    IsString({ each: true }),
    MinLength(1, { each: true }),
    MaxLength(2000, { each: true }),
  ]);
}

/** UTC instant, ISO 8601 with an offset or Z. */
export function Instant(options: FieldOptions): PropertyDecorator {
  return field(options, { type: String, format: 'date-time' }, [
    IsISO8601({ strict: true, strictSeparator: true }),
    // Both ends and every length are bounded: an open pattern would go over a long text again from every T in it.
    Matches(/^[\d+W-]{4,12}T[\d:.,]{2,30}(Z|[+-]\d{2}:\d{2})$/, {
      message: '$property must be an instant with Z or an offset',
    }),
  ]);
}

export function OneOf(values: readonly string[], options: FieldOptions): PropertyDecorator {
  return field(options, { type: String, enum: [...values] }, [IsIn([...values])]);
}

export function Flag(options: FieldOptions): PropertyDecorator {
  return field(options, { type: Boolean }, [IsBoolean()]);
}

/** A count: a whole number from `min` (0 by default) to 2^53 - 1. */
export function Count(options: FieldOptions & { min?: number; max?: number }): PropertyDecorator {
  const [min, max] = [options.min ?? 0, options.max ?? Number.MAX_SAFE_INTEGER];
  return field(options, { type: 'integer', minimum: min, maximum: max }, [IsInt(), Min(min), Max(max)]);
}

/** A figure that may have decimals. */
export function Figure(options: FieldOptions): PropertyDecorator {
  return field(options, { type: Number }, [
    IsNumber({ allowInfinity: false, allowNaN: false }),
    Min(-Number.MAX_SAFE_INTEGER),
    Max(Number.MAX_SAFE_INTEGER),
  ]);
}

/** Percent, 0 to 100, that may have decimals. */
export function Percent(options: FieldOptions): PropertyDecorator {
  return field(options, { type: Number, minimum: 0, maximum: 100 }, [
    IsNumber({ allowInfinity: false, allowNaN: false }),
    Min(0),
    Max(100),
  ]);
}

/** An object of another class. */
export function Part(of: () => new () => object, options: FieldOptions): PropertyDecorator {
  // Nest takes a function named `type` for a class that is looked up later.
  return field(options, { type: () => of() }, [IsObject(), ValidateNested(), Type(of)]);
}

/** A list of objects of another class. */
export function Parts(
  of: () => new () => object,
  options: FieldOptions & { atLeast?: number; atMost?: number },
): PropertyDecorator {
  const [min, max] = [options.atLeast ?? 0, options.atMost ?? 1000];
  return field(options, { type: () => of(), isArray: true, minItems: min, maxItems: max }, [
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(of),
  ]);
}

function field(options: FieldOptions, schema: object, checks: Checks): PropertyDecorator {
  const { description, optional, example } = options;
  const documented = { ...schema, description, ...(example === undefined ? {} : { example }) } as ApiPropertyOptions;
  return optional
    ? applyDecorators(ApiPropertyOptional({ ...documented, nullable: true }), IsOptional(), ...checks)
    : applyDecorators(
        ApiProperty(documented),
        ValidateIf(() => true),
        ...checks,
      );
}

/** As the check of class-validator, which compares each item with each: five thousand ids take it seconds. */
function NoneTwice(): PropertyDecorator {
  const valid = (value: unknown) => Array.isArray(value) && new Set<unknown>(value).size === value.length;
  return rule('arrayUnique', valid, "All $property's elements must be unique");
}

function CivilDateRule(): PropertyDecorator {
  return rule('isCivilDate', isCivilDate, '$property must be a date of the calendar, YYYY-MM-DD');
}

/** A text of a form; what is said of one that is not of it names the form and never the text. */
function form(pattern: RegExp, name: string, options: FieldOptions): PropertyDecorator {
  const valid = (value: unknown) => typeof value === 'string' && pattern.test(value);
  return field(options, { type: String, pattern: pattern.source }, [
    IsString(),
    rule(name, valid, `$property must be of the form ${pattern.source}`),
  ]);
}

function rule(name: string, validate: (value: unknown) => boolean, message: string): PropertyDecorator {
  return (target, propertyName) =>
    registerDecorator({
      name,
      target: target.constructor,
      propertyName: String(propertyName),
      validator: { validate, defaultMessage: () => message },
    });
}

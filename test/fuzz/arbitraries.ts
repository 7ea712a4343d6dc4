import fc, { type Arbitrary } from 'fast-check';
import type { Schema } from './api-document.js';
import { HOSTILE_TEXTS, HOSTILE_VALUES } from './hostile-texts.js';

/** What is on record, so that a made-up request reaches further than "not recorded". */
export interface OnRecord {
  /** Ids of every kind of thing, as the story has them. */
  ids: readonly string[];
  /** Ids of events and commands. */
  uuids: readonly string[];
  /** The last ordinal. */
  head: number;
}

const TEXTS = ['Rà soát các chốt', 'a', 'Quận Gò Vấp'.normalize('NFD'), '12-CT/TU', 'Đồng ý', '0', 'x'.repeat(60)];
const IDS = ['a', 'Ủy-ban', 'Ủy-ban'.normalize('NFD'), 'x'.repeat(128), '0', 'a.b_c:d~e-f', '𠀀', 'toString', '1e9'];
const DAYS = ['2021-09-01', '2021-09-08', '2021-09-15', '2021-10-02', '2020-02-29', '1945-09-02', '9999-12-31'];
const INSTANTS = ['2021-09-15T11:00:00Z', '2021-09-15T18:00:00+07:00', '2021-09-15T18:00:00.123Z'];

export const hostileText = fc.constantFrom(...HOSTILE_TEXTS);
export const hostileValue: Arbitrary<unknown> = fc.oneof(hostileText, fc.constantFrom(...HOSTILE_VALUES));

/** Values from schemas of the document. */
export class Arbitraries {
  constructor(
    private readonly schemas: Readonly<Record<string, Schema>>,
    private readonly onRecord: OnRecord,
  ) {}

  /** A value that the schema allows. */
  valid(schema: Schema): Arbitrary<unknown> {
    if (schema.$ref !== undefined) return this.valid(this.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
    if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => this.valid(one)));
    if (schema.enum) return fc.constantFrom(...schema.enum);
    const types = [schema.type ?? []].flat();
    const made = types.filter((type) => type !== 'null').map((type) => this.ofType(type, schema));
    const one = made.length === 0 ? fc.constant('x') : fc.oneof(...made);
    return types.includes('null') ? fc.oneof({ weight: 9, arbitrary: one }, fc.constant(null)) : one;
  }

  /** An object of the schema, or one in which one or two places were spoilt. */
  nearly(schema: Schema): Arbitrary<unknown> {
    const spoilt = fc
      .tuple(this.valid(schema), fc.array(fc.tuple(fc.nat(60), spoiling), { minLength: 1, maxLength: 2 }))
      .map(([value, faults]) => faults.reduce((whole, [place, fault]) => spoil(whole, place, fault), value));
    return fc.oneof({ weight: 2, arbitrary: this.valid(schema) }, { weight: 5, arbitrary: spoilt });
  }

  private ofType(type: string, schema: Schema): Arbitrary<unknown> {
    switch (type) {
      case 'string':
        return this.text(schema);
      case 'integer': {
        const [min, max] = [schema.minimum ?? 0, schema.maximum ?? Number.MAX_SAFE_INTEGER];
        return fc.oneof(fc.integer({ min, max: Math.min(max, min + 200) }), fc.constantFrom(min, max));
      }
      case 'number':
        return fc.double({ min: schema.minimum ?? -1e9, max: schema.maximum ?? 1e9, noNaN: true });
      case 'boolean':
        return fc.boolean();
      case 'array':
        return fc.array(schema.items?.type === 'string' ? this.id() : this.valid(schema.items ?? {}), {
          minLength: schema.minItems ?? 0,
          maxLength: Math.min(schema.maxItems ?? 4, (schema.minItems ?? 0) + 3),
        });
      default:
        return this.object(schema);
    }
  }

  private object(schema: Schema): Arbitrary<unknown> {
    const properties = Object.entries(schema.properties ?? {});
    const required = new Set(schema.required);
    return fc.record(Object.fromEntries(properties.map(([name, one]) => [name, this.valid(one)])), {
      requiredKeys: properties.map(([name]) => name).filter((name) => required.has(name)),
    });
  }

  private text(schema: Schema): Arbitrary<string> {
    if (schema.format === 'date') return fc.constantFrom(...DAYS);
    if (schema.format === 'date-time') return fc.constantFrom(...INSTANTS);
    if (schema.format === 'uuid') return fc.oneof(fc.constantFrom(...this.onRecord.uuids), fc.uuid());
    if (schema.pattern?.includes('\\p{')) return this.id();
    if (schema.pattern !== undefined) return fc.stringMatching(new RegExp(schema.pattern, 'u'));
    if (schema.maxLength === undefined) return this.id();
    const { minLength = 1, maxLength } = schema;
    const fitting = (text: string) => text.length >= minLength && text.length <= maxLength && !isIllegal(text);
    return fc.oneof(
      fc.constantFrom(...[...TEXTS, ...HOSTILE_TEXTS].filter(fitting)),
      fc.constantFrom(minLength, maxLength).map((length) => 'ạ'.repeat(length)),
    );
  }

  id(): Arbitrary<string> {
    return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...this.onRecord.ids) }, fc.constantFrom(...IDS));
  }

  /** An ordinal that is known by now, or an instant. */
  knownTime(): Arbitrary<string> {
    return fc.oneof(fc.integer({ min: 0, max: this.onRecord.head }).map(String), fc.constantFrom(...INSTANTS));
  }
}

function isIllegal(text: string): boolean {
  return text.includes('\u0000') || /\p{Surrogate}/u.test(text);
}

type Fault = { kind: 'remove' | 'add' | 'twice' } | { kind: 'replace'; value: unknown };

const spoiling: Arbitrary<Fault> = fc.oneof(
  { weight: 6, arbitrary: hostileValue.map((value): Fault => ({ kind: 'replace', value })) },
  { weight: 2, arbitrary: fc.constant<Fault>({ kind: 'remove' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'add' }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ kind: 'twice' }) },
);

/** Spoils one place of a value: the n-th of those that it has, counted round. */
function spoil(whole: unknown, n: number, fault: Fault): unknown {
  const places: (readonly string[])[] = [];
  const walk = (value: unknown, path: readonly string[]) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      places.push([...path, key]);
      walk(inner, [...path, key]);
    }
  };
  walk(whole, []);
  const place = places[n % Math.max(places.length, 1)];
  return place ? changed(whole, place, fault) : whole;
}

function changed(value: unknown, [key = '', ...rest]: readonly string[], fault: Fault): unknown {
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value)
    ? [...(value as unknown[])]
    : { ...Object(value) };
  const at = copy as Record<string, unknown>;
  if (rest.length > 0) at[key] = changed(at[key], rest, fault);
  else if (fault.kind === 'replace') at[key] = fault.value;
  else if (fault.kind === 'twice') at[key] = [at[key], at[key]];
  else if (fault.kind === 'add') at[`${key}Khác`] = at[key];
  else if (Array.isArray(copy)) copy.splice(Number(key), 1);
  else delete at[key];
  return copy;
}

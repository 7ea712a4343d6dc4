import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { createGenerator } from 'ts-json-schema-generator';

/** A JSON Schema, as far as the generator makes them of the types of payloads: no references, objects closed. */
export interface EventSchema {
  readonly [keyword: string]: unknown;
}

/** Words that say nothing of what is valid. */
const COMMENTS = ['description', 'title', '$comment', '$schema'];

/** The schemas of all payloads, by event name, made of the type `DomainEvents`. */
export function generatedSchemas(root: string): Map<string, EventSchema> {
  const generator = createGenerator({
    path: `${root}libs/domain/src/aggregates.ts`,
    tsconfig: `${root}tsconfig.json`,
    type: 'DomainEvents',
    expose: 'none',
    topRef: false,
    jsDoc: 'extended',
    skipTypeCheck: true,
    additionalProperties: false,
  });
  const { properties = {} } = generator.createSchema('DomainEvents');
  return new Map(Object.entries(properties).map(([event, schema]) => [event, settled(schema as EventSchema)]));
}

/** Keys in order; a civil date is said by its format and not in words at every place. */
function settled(value: EventSchema): EventSchema {
  return rewritten(value) as EventSchema;
}

function rewritten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewritten);
  if (!isSchema(value)) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  if (typeof value['description'] === 'string' && value['description'].startsWith('A civil date'))
    return { format: 'date', type: 'string' };
  return Object.fromEntries(entries.map(([key, part]) => [key, rewritten(part)]));
}

/** SHA-256 of what the schema accepts as it is written, comments left out; hex. */
export function digestOf(schema: EventSchema): string {
  return createHash('sha256')
    .update(canonicalize(withoutComments(schema)) ?? '')
    .digest('hex');
}

function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (!isSchema(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      // A property of a payload may be called `title`: there the value is a schema and no text.
      .filter(([key, part]) => !(COMMENTS.includes(key) && typeof part === 'string'))
      .map(([key, part]) => [key, withoutComments(part)]),
  );
}

/**
 * Is everything valid under `narrow` valid under `wide`? Says yes only where it can show it, from the few keywords that
 * the generator uses; any other keyword has to be the same in both.
 */
export function accepts(wide: EventSchema, narrow: EventSchema): boolean {
  if (digestOf(wide) === digestOf(narrow)) return true;
  const alternatives = branches(narrow);
  if (alternatives.length > 1) return alternatives.every((branch) => accepts(wide, branch));
  const [only = narrow] = alternatives;
  const choices = branches(wide);
  if (choices.length > 1) return choices.some((choice) => accepts(choice, only));
  return acceptsOne(choices[0] ?? wide, only);
}

const UNDERSTOOD = ['type', 'enum', 'const', 'properties', 'required', 'additionalProperties', 'items', ...COMMENTS];

function acceptsOne(wide: EventSchema, narrow: EventSchema): boolean {
  const others = [...Object.keys(wide), ...Object.keys(narrow)].filter((key) => !UNDERSTOOD.includes(key));
  if (others.some((key) => canonicalize(wide[key]) !== canonicalize(narrow[key]))) return false;
  if (wide['type'] !== undefined && wide['type'] !== narrow['type']) return false;
  const [values, allowed] = [valuesOf(narrow), valuesOf(wide)];
  if (allowed !== null && (values === null || !values.every((value) => allowed.includes(value)))) return false;
  if (narrow['type'] === 'array')
    return isSchema(wide['items']) && isSchema(narrow['items']) && accepts(wide['items'], narrow['items']);
  return narrow['type'] !== 'object' || acceptsObject(wide, narrow);
}

function acceptsObject(wide: EventSchema, narrow: EventSchema): boolean {
  const [before, after] = [propertiesOf(narrow), propertiesOf(wide)];
  // What may stand in the old one beside its properties could be anything.
  if (narrow['additionalProperties'] !== false || wide['additionalProperties'] !== false) return false;
  const required = (schema: EventSchema) => (schema['required'] ?? []) as string[];
  if (!required(wide).every((name) => required(narrow).includes(name))) return false;
  return Object.entries(before).every(([name, schema]) => {
    const now = after[name];
    return now !== undefined && accepts(now, schema);
  });
}

/** `anyOf`, and a list of types, one by one. */
function branches(schema: EventSchema): EventSchema[] {
  const { anyOf, type, ...rest } = schema;
  if (Array.isArray(anyOf)) return (anyOf as EventSchema[]).flatMap(branches);
  if (!Array.isArray(type)) return [schema];
  const values = Array.isArray(rest['enum']) ? rest['enum'] : null;
  return (type as string[]).map((one) => {
    const own = values?.filter((value) => (one === 'null' ? value === null : value !== null && typeof value === one));
    return { ...rest, type: one, ...(own ? { enum: own } : {}) };
  });
}

function valuesOf(schema: EventSchema): string[] | null {
  const values = 'const' in schema ? [schema['const']] : schema['enum'];
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : null;
}

function propertiesOf(schema: EventSchema): Readonly<Record<string, EventSchema>> {
  return (schema['properties'] ?? {}) as Readonly<Record<string, EventSchema>>;
}

function isSchema(value: unknown): value is EventSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is committed: schemas by `Event.vN`, and the digest that each had when it was. */
export interface Committed {
  schemas: ReadonlyMap<string, EventSchema>;
  digests: ReadonlyMap<string, string>;
}

export interface Comparison {
  /** What nobody may write over: a person has to add a version and an upcaster, or take the change back. */
  faults: string[];
  /** What is to be written: new files, and files whose change keeps every old event valid. */
  writes: Map<string, EventSchema>;
}

/** Compares the types' schemas with the committed ones; `versionOf` is the table of versions. */
export function compare(
  generated: ReadonlyMap<string, EventSchema>,
  { schemas, digests }: Committed,
  versionOf: (event: string) => number,
): Comparison {
  const faults: string[] = [];
  const writes = new Map<string, EventSchema>();
  const expected = new Set<string>();
  for (const [name, digest] of digests) {
    const schema = schemas.get(name);
    if (!schema) faults.push(`${name}: the file is gone; what was recorded under it is still in the log`);
    else if (digestOf(schema) !== digest) faults.push(`${name}: the file was changed by hand`);
  }
  for (const [event, schema] of generated) {
    const version = versionOf(event);
    for (let v = 1; v < version; v++) {
      expected.add(`${event}.v${v}`);
      if (!schemas.has(`${event}.v${v}`)) faults.push(`${event}.v${v}: the schema of the version before is missing`);
    }
    const name = `${event}.v${version}`;
    expected.add(name);
    const committed = schemas.get(name);
    if (!committed) writes.set(name, schema);
    else if (canonicalize(committed) !== canonicalize(schema)) {
      if (accepts(schema, committed)) writes.set(name, schema);
      else
        faults.push(
          `${name}: the type has changed so that recorded events may no longer be valid; it needs version ${version + 1} ` +
            `and an upcaster in libs/event-log/src/upcast.ts`,
        );
    }
  }
  for (const name of schemas.keys()) if (!expected.has(name)) faults.push(`${name}: no event has this version`);
  return { faults, writes };
}

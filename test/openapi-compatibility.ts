/**
 * Which changes of the OpenAPI document break a client that was made for the document before. What a client sends has to be
 * accepted as before; what it gets has to hold at least what was promised. Additions pass: a new path, operation, optional
 * field of a request, field of an answer, word of a list of words.
 */

interface Schema {
  readonly [keyword: string]: unknown;
}
interface Media {
  readonly schema?: Schema;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}
interface Operation {
  readonly operationId?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, Media>>; readonly headers?: object }>
  >;
  readonly security?: readonly object[];
}
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
  readonly security?: readonly object[];
}

const WORDS = ['description', 'summary', 'title', 'example', 'examples', 'externalDocs'];

/** The document without what only readers need: what is kept of a release. */
export function withoutWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (!isSchema(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      // A field of a body may be called `title`: then a schema stands there.
      .filter(([key, part]) => !WORDS.includes(key) || (isSchema(part) && ('type' in part || '$ref' in part)))
      .map(([key, part]) => [key, withoutWords(part)]),
  );
}

/** Sentences, one a break, in the order of the document before; none: every client of before still works. */
export function breaks(before: ApiDocument, after: ApiDocument): string[] {
  const found: string[] = [];
  for (const [path, item] of Object.entries(before.paths)) {
    const now = after.paths[path];
    if (!now) found.push(`${path}: the path is gone`);
    else {
      for (const [method, operation] of Object.entries(item)) {
        const at = `${method.toUpperCase()} ${path}`;
        const other = now[method];
        if (!other) found.push(`${at}: the operation is gone`);
        else found.push(...new OperationCheck(at, before, after).check(operation, other));
      }
    }
  }
  return found;
}

class OperationCheck {
  private readonly found: string[] = [];
  /** Pairs of named schemas that are being compared or were: schemas may contain themselves. */
  private readonly compared = new Set<string>();

  constructor(
    private readonly at: string,
    private readonly before: ApiDocument,
    private readonly after: ApiDocument,
  ) {}

  check(was: Operation, now: Operation): string[] {
    if (was.operationId !== now.operationId) this.say(`operationId was ${was.operationId}, is ${now.operationId}`);
    const open = (security: readonly object[] | undefined) => security?.length === 0;
    if (open(was.security ?? this.before.security) && !open(now.security ?? this.after.security)) {
      this.say('a token is asked for that was not');
    }
    this.parameters(was.parameters ?? [], now.parameters ?? []);
    this.body(was.requestBody, now.requestBody);
    for (const [status, response] of Object.entries(was.responses)) {
      if (!/^2/.test(status)) continue;
      const other = now.responses[status];
      if (!other) {
        this.say(`the answer ${status} is gone`);
        continue;
      }
      for (const header of Object.keys(response.headers ?? {})) {
        if (!Object.hasOwn(other.headers ?? {}, header)) this.say(`the header ${header} of ${status} is gone`);
      }
      this.contents(response.content ?? {}, other.content ?? {}, `${status}`, 'answer');
    }
    return this.found;
  }

  private parameters(was: readonly Parameter[], now: readonly Parameter[]): void {
    const same = (a: Parameter, b: Parameter) => a.name === b.name && a.in === b.in;
    for (const parameter of was) {
      const other = now.find((one) => same(one, parameter));
      const name = `${parameter.in} parameter ${parameter.name}`;
      // What is not known is refused, not passed over.
      if (!other) this.say(`${name} is gone`);
      else {
        if (other.required && !parameter.required) this.say(`${name} has to be sent now`);
        this.sent(parameter.schema ?? {}, other.schema ?? {}, name);
      }
    }
    for (const parameter of now) {
      const isNew = !was.some((one) => same(one, parameter));
      if (isNew && parameter.required)
        this.say(`${parameter.in} parameter ${parameter.name} is new and has to be sent`);
    }
  }

  private body(was: Operation['requestBody'], now: Operation['requestBody']): void {
    if (!was) {
      if (now?.required) this.say('a body has to be sent now');
      return;
    }
    if (!now) return this.say('the body is gone');
    if (now.required && !was.required) this.say('the body has to be sent now');
    this.contents(was.content, now.content, 'body', 'request');
  }

  private contents(
    was: Readonly<Record<string, Media>>,
    now: Readonly<Record<string, Media>>,
    at: string,
    side: 'request' | 'answer',
  ): void {
    for (const [type, { schema }] of Object.entries(was)) {
      const other = now[type];
      if (!other) this.say(`${at} as ${type} is gone`);
      else if (side === 'request') this.sent(schema ?? {}, other.schema ?? {}, at);
      else this.got(schema ?? {}, other.schema ?? {}, at);
    }
  }

  /** What a client of before sends has to be taken. */
  private sent(was: Schema, now: Schema, at: string): void {
    const [a, b] = this.opened(was, now, 'sent');
    if (!a || !b) return;
    const choices = branchesOf(b);
    if (choices.length > 1 || branchesOf(a).length > 1) {
      for (const branch of branchesOf(a)) {
        const same = namesake(branch, choices);
        if (same) this.sent(branch, same, at);
        else if (!choices.some((choice) => this.quietly((check) => check.sent(branch, choice, at)))) {
          this.say(`${at}: ${nameOf(branch)} is not taken any more`);
        }
      }
      return;
    }
    for (const type of typesOf(a)) {
      if (!takes(typesOf(b), type)) this.say(`${at}: ${type} is not taken any more`);
    }
    this.values(a, b, at);
    for (const limit of LIMITS) {
      if (narrowed(limit, a[limit], b[limit])) this.say(`${at}: ${limit} is narrower`);
    }
    this.fields(a, b, at, 'sent');
    for (const name of requiredOf(b)) {
      if (!requiredOf(a).includes(name)) this.say(`${at}/${name} has to be sent now`);
    }
  }

  /** What a client of before reads has to be there, and of the form that it knows. */
  private got(was: Schema, now: Schema, at: string): void {
    const [a, b] = this.opened(was, now, 'got');
    if (!a || !b) return;
    const known = branchesOf(a);
    if (known.length > 1 || branchesOf(b).length > 1) {
      for (const branch of branchesOf(b)) {
        const same = namesake(branch, known);
        if (same) this.got(same, branch, at);
        // One more kind beside others, as a new event, is an addition; null or a text where there was none is not.
        else if (isOneOfKinds(branch, known)) continue;
        else if (!known.some((choice) => this.quietly((check) => check.got(choice, branch, at)))) {
          this.say(`${at}: ${nameOf(branch)} may come now`);
        }
      }
      return;
    }
    for (const type of typesOf(b)) {
      if (!takes(typesOf(a), type)) this.say(`${at}: ${type} may come now`);
    }
    if (typesOf(a).length > 0 && typesOf(b).length === 0) this.say(`${at}: anything may come now`);
    // Words are added to lists of words; a client shows one that it does not know as it is.
    if (valuesOf(a) !== null && valuesOf(b) === null) this.say(`${at}: any value may come now`);
    this.fields(a, b, at, 'got');
    for (const name of requiredOf(a)) {
      const there = Object.hasOwn(propertiesOf(b), name);
      if (there && !requiredOf(b).includes(name)) this.say(`${at}/${name} may be missing now`);
    }
  }

  private values(was: Schema, now: Schema, at: string): void {
    const [values, allowed] = [valuesOf(was), valuesOf(now)];
    if (allowed === null) return;
    if (values === null) return this.say(`${at}: only some values are taken now`);
    for (const value of values) {
      if (!allowed.includes(value)) this.say(`${at}: the value ${value} is not taken any more`);
    }
  }

  private fields(was: Schema, now: Schema, at: string, way: 'sent' | 'got'): void {
    const after = propertiesOf(now);
    for (const [name, schema] of Object.entries(propertiesOf(was))) {
      const other = after[name];
      if (!other) this.say(`${at}/${name} is gone`);
      else this[way](schema, other, `${at}/${name}`);
    }
    for (const part of ['items', 'additionalProperties'] as const) {
      const [a, b] = [was[part], now[part]];
      if (isSchema(a) && isSchema(b)) this[way](a, b, `${at}/*`);
    }
  }

  /** Both schemas behind their names; neither if that pair was compared before. */
  private opened(was: Schema, now: Schema, way: string): [Schema, Schema] | [null, null] {
    const pair = `${way} ${refOf(was)} ${refOf(now)}`;
    if (refOf(was) !== null && refOf(now) !== null) {
      if (this.compared.has(pair)) return [null, null];
      this.compared.add(pair);
    }
    return [behind(was, this.before), behind(now, this.after)];
  }

  private quietly(compare: (check: OperationCheck) => void): boolean {
    const check = new OperationCheck(this.at, this.before, this.after);
    for (const pair of this.compared) check.compared.add(pair);
    compare(check);
    return check.found.length === 0;
  }

  private say(what: string): void {
    this.found.push(`${this.at}: ${what}`);
  }
}

/** Keywords that a value has to keep to: where a smaller number takes less, a greater, or any other. */
const LIMITS = [
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'pattern',
  'format',
  'uniqueItems',
];

function narrowed(limit: string, was: unknown, now: unknown): boolean {
  if (now === undefined || now === was || now === false) return false;
  if (was === undefined) return !(limit.startsWith('min') && now === 0);
  if (typeof was !== 'number' || typeof now !== 'number') return true;
  return limit.startsWith('min') ? now > was : now < was;
}

const PREFIX = '#/components/schemas/';

function refOf(schema: Schema): string | null {
  const { $ref } = schema;
  return typeof $ref === 'string' ? $ref : null;
}

function behind(schema: Schema, document: ApiDocument): Schema {
  const name = refOf(schema);
  if (name === null) return one(schema, document);
  const found = document.components?.schemas?.[name.slice(PREFIX.length)];
  if (!found) throw new Error(`${name} is not in the document`);
  return behind(found, document);
}

/** `allOf` of one schema is that schema. */
function one(schema: Schema, document: ApiDocument): Schema {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf)) return schema;
  return (allOf as Schema[]).reduce<Schema>((whole, part) => {
    const opened = behind(part, document);
    return {
      ...whole,
      ...opened,
      properties: { ...propertiesOf(whole), ...propertiesOf(opened) },
      required: [...requiredOf(whole), ...requiredOf(opened)],
    };
  }, rest);
}

/** `anyOf` and `oneOf`, one by one. */
function branchesOf(schema: Schema): Schema[] {
  const { anyOf, oneOf } = schema;
  const choices = [anyOf, oneOf].find(Array.isArray) as Schema[] | undefined;
  return choices ? choices.flatMap((choice) => branchesOf(choice)) : [schema];
}

function namesake(branch: Schema, among: readonly Schema[]): Schema | undefined {
  const name = refOf(branch);
  return name === null ? undefined : among.find((choice) => refOf(choice) === name);
}

/** A named schema beside several named ones. */
function isOneOfKinds(branch: Schema, known: readonly Schema[]): boolean {
  return refOf(branch) !== null && known.filter((choice) => refOf(choice) !== null).length > 1;
}

function typesOf(schema: Schema): string[] {
  const { type } = schema;
  if (Array.isArray(type)) return type as string[];
  return typeof type === 'string' ? [type] : [];
}

/** No type named: any is taken. */
function takes(types: readonly string[], type: string): boolean {
  return types.length === 0 || types.includes(type) || (type === 'integer' && types.includes('number'));
}

function valuesOf(schema: Schema): string[] | null {
  const values = 'const' in schema ? [schema['const']] : schema['enum'];
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : null;
}

function propertiesOf(schema: Schema): Readonly<Record<string, Schema>> {
  return (schema['properties'] ?? {}) as Readonly<Record<string, Schema>>;
}

function requiredOf(schema: Schema): readonly string[] {
  return (schema['required'] ?? []) as readonly string[];
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(schema: Schema): string {
  return refOf(schema)?.slice(PREFIX.length) ?? JSON.stringify(schema).slice(0, 80);
}

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { versionOf } from '#event-log/upcast.js';
import { accepts, compare, digestOf, type EventSchema, generatedSchemas } from './event-schemas.js';

const ROOT = new URL('../', import.meta.url).pathname;
const FOLDER = `${ROOT}docs/event-schemas/`;
const DIGESTS = `${FOLDER}digests.txt`;

function committed() {
  const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => name.endsWith('.json')) : [];
  const schemas = new Map(
    files.map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(FOLDER + name, 'utf8')) as EventSchema]),
  );
  const lines = existsSync(DIGESTS) ? readFileSync(DIGESTS, 'utf8').split('\n').filter(Boolean) : [];
  return { schemas, digests: new Map(lines.map((line) => line.split(' ') as [string, string])) };
}

function write(writes: ReadonlyMap<string, EventSchema>): void {
  mkdirSync(FOLDER, { recursive: true });
  for (const [name, schema] of writes) writeFileSync(`${FOLDER}${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);
  const digests = [...committed().schemas].map(([name, schema]) => `${name} ${digestOf(schema)}`).sort();
  writeFileSync(DIGESTS, `${digests.join('\n')}\n`);
}

describe('docs/event-schemas', () => {
  it('has the schema of every event in every version, and no version was changed so that an old event is no longer valid', () => {
    const generated = generatedSchemas(ROOT);
    const { faults, writes } = compare(generated, committed(), versionOf);
    expect(faults).toEqual([]);
    if (process.env['WRITE_DOCS'] && writes.size > 0) write(writes);
    else if (writes.size > 0)
      throw new Error(`run WRITE_DOCS=1 npm test -- docs-event-schemas to write ${[...writes.keys()].join(', ')}`);
    const { schemas, digests } = committed();
    expect([...digests.keys()].sort()).toEqual([...schemas.keys()].sort());
  });
});

const text = { type: 'string' };
const object = (properties: Record<string, EventSchema>, required = Object.keys(properties)): EventSchema => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

describe('a change of a schema keeps old events valid', () => {
  const before = object({
    unit: text,
    kind: { type: 'string', enum: ['a', 'b'] },
    on: { anyOf: [text, { type: 'null' }] },
  });
  const after = (properties: Record<string, EventSchema>, required = ['unit', 'kind', 'on']) =>
    object({ ...(before['properties'] as Record<string, EventSchema>), ...properties }, required);
  const valid = { unit: 'qa', kind: 'a', on: null };

  it.each<[string, EventSchema, boolean]>([
    ['a description', { ...before, description: 'a unit' }, true],
    ['an optional field', after({ more: text }), true],
    ['a required field', after({ more: text }, ['unit', 'kind', 'on', 'more']), false],
    ['a field that may be left out now', after({}, ['unit', 'kind']), true],
    ['another word', after({ kind: { type: 'string', enum: ['a', 'b', 'c'] } }), true],
    ['a word less', after({ kind: { type: 'string', enum: ['a'] } }), false],
    ['any word', after({ kind: text }), true],
    ['null as well', after({ unit: { type: ['string', 'null'] } }), true],
    ['no null', after({ on: text }), false],
    ['the same in another form', after({ on: { type: ['null', 'string'] } }), true],
    ['a list for one', after({ unit: { type: 'array', items: text } }), false],
    ['a number for text', after({ unit: { type: 'number' } }), false],
    ['a field gone', object({ unit: text, on: text }), false],
    ['a pattern', after({ unit: { type: 'string', pattern: 'a' } }), false],
    ['anything beside', { ...before, additionalProperties: true }, false],
  ])('%s', (_, changed, kept) => {
    expect(accepts(changed, before)).toBe(kept);
    const validate = new Ajv2020({ strict: false }).compile(changed);
    if (kept) expect(validate(valid)).toBe(true);
  });

  it('inside lists and objects as well', () => {
    const list = (items: EventSchema) => object({ parts: { type: 'array', items } });
    expect(accepts(list(after({ more: text })), list(before))).toBe(true);
    expect(accepts(list(after({ more: text }, ['more'])), list(before))).toBe(false);
  });
});

describe('an event whose type has changed', () => {
  const v1 = object({ lead: text });
  const v2 = object({ leads: { type: 'array', items: text } });
  const files = (...entries: [string, EventSchema][]) => ({
    schemas: new Map(entries),
    digests: new Map(entries.map(([name, schema]) => [name, digestOf(schema)])),
  });
  const one = () => 1;
  const two = () => 2;

  it('is refused under the same version, and is written under a new one that has an upcaster', () => {
    const recorded = files(['WorkGiven.v1', v1]);
    const [fault] = compare(new Map([['WorkGiven', v2]]), recorded, one).faults;
    expect(fault).toMatch(/^WorkGiven\.v1: .* version 2 and an upcaster/);
    const next = compare(new Map([['WorkGiven', v2]]), recorded, two);
    expect([next.faults, [...next.writes.keys()]]).toEqual([[], ['WorkGiven.v2']]);
  });
  it('is written again where every old event stays valid', () => {
    const wider = object({ lead: text, more: text }, ['lead']);
    const { faults, writes } = compare(new Map([['WorkGiven', wider]]), files(['WorkGiven.v1', v1]), one);
    expect([faults, [...writes.keys()]]).toEqual([[], ['WorkGiven.v1']]);
    expect(compare(new Map([['WorkGiven', v1]]), files(['WorkGiven.v1', wider]), one).faults).toHaveLength(1);
  });
  it('cannot be made to fit by changing, deleting or inventing files', () => {
    const changed = { ...files(['WorkGiven.v1', v1]), schemas: new Map([['WorkGiven.v1', v2]]) };
    expect(compare(new Map([['WorkGiven', v2]]), changed, one).faults).toEqual([
      'WorkGiven.v1: the file was changed by hand',
    ]);
    const deleted = { ...files(['WorkGiven.v1', v1]), schemas: new Map<string, EventSchema>() };
    expect(compare(new Map([['WorkGiven', v2]]), deleted, one).faults).toHaveLength(1);
    expect(compare(new Map([['WorkGiven', v2]]), files(['WorkGiven.v2', v2]), two).faults).toHaveLength(1);
    expect(compare(new Map([['WorkGiven', v1]]), files(['WorkGiven.v1', v1], ['Gone.v1', v1]), one).faults).toEqual([
      'Gone.v1: no event has this version',
    ]);
  });
});

import { sampleEnvelope } from '#event-log/testing/sample-envelope.js';
import { leafBytes } from './leaf.js';

const event = {
  ...sampleEnvelope('task-1', 0, { data: { b: 1, a: 'Người A', é: [1e21, -0] }, meta: {} }),
  ordinal: 7n,
};
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');

describe('the leaf of an event', () => {
  it('is the whole envelope with its ordinal, in canonical form', () => {
    expect(JSON.parse(text(leafBytes(event)))).toEqual(JSON.parse(JSON.stringify({ ...event, ordinal: 7 })));
    expect(text(leafBytes(event))).toContain('"data":{"a":"Người A","b":1,"é":[1e+21,0]},"decidedAt":null');
  });

  it('is the same whatever the order of the fields, and has nothing that the store adds', () => {
    const turned = Object.fromEntries(Object.entries(event).reverse()) as typeof event;
    expect(text(leafBytes({ ...turned, ...{ position: 99n, storedAt: 'now' } }))).toBe(text(leafBytes(event)));
  });

  it('keeps the bytes of tone marks as they came', () => {
    const composed = { ...event, data: 'ệ'.normalize('NFC') };
    const apart = { ...event, data: 'ệ'.normalize('NFD') };
    expect(text(leafBytes(composed))).not.toBe(text(leafBytes(apart)));
  });

  it('changes with each field', () => {
    const whole = text(leafBytes(event));
    for (const name of Object.keys(event) as (keyof typeof event)[]) {
      const changed = { ...event, [name]: name === 'ordinal' ? 8n : 'changed' };
      expect(text(leafBytes(changed))).not.toBe(whole);
    }
  });

  it('has no leaf beyond what a number holds', () => {
    expect(() => leafBytes({ ...event, ordinal: 2n ** 53n })).toThrow(RangeError);
    expect(() => leafBytes({ ...event, ordinal: 0n })).toThrow(RangeError);
  });
});

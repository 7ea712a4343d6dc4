import { IllegalEvent } from '../event-log.js';
import type { Json } from '../json.js';
import { sampleEnvelope, sampleEvents } from '../testing/sample-envelope.js';
import { all, allWithOneLog, errorOf, type LogUnderTest } from './log-under-test.contract.js';

export function payloads(open: () => Promise<LogUnderTest>): void {
  const opened = allWithOneLog(open);
  let streams = 0;
  const ownStream = () => `task-${++streams}`;

  const phrase = 'Người đứng đầu chịu trách nhiệm; uỷ ban = ủy ban, giãn cách xã hội';
  const parsed = (text: string): Json => JSON.parse(text) as Json;
  let deep: Json = 'đáy';
  for (let i = 0; i < 64; i++) deep = i % 2 ? [deep] : { trong: deep };

  const legal: [string, Json][] = [
    ['null', null],
    ['true and false', [true, false]],
    ['an empty object and an empty array', { a: {}, b: [], c: [[], {}] }],
    ['empty text and blanks', ['', ' ', '\u00a0', '\t\r\n']],
    ['Vietnamese text in NFC', phrase.normalize('NFC')],
    ['Vietnamese text in NFD', phrase.normalize('NFD')],
    ['NFC and NFD as two keys of one object', { ['ệ'.normalize('NFC')]: 1, ['ệ'.normalize('NFD')]: 2 }],
    ['text beyond the basic plane', '😀 𠀀 👩‍👩‍👧'],
    ['quotes, backslashes and control characters', '"\\\\"\u0001\u001f\u007f\u0085\b\f</script>'],
    ['separators, byte order mark and noncharacters', '\u2028\u2029\ufeff\uffff\ufffe\u{10ffff}'],
    ['what looks like an escape', '\\u0000 \\ud800 %00 {"a":1}'],
    ['small and large integers', [0, 1, -1, 2 ** 53 - 1, -(2 ** 53 - 1)]],
    ['fractions', [0.1, -0.1, 1 / 3, 1e-7, 5e-324, 123456.789, 2.2250738585072014e-308]],
    ['keys that objects already have', parsed('{"__proto__":{"a":1},"constructor":1,"toString":2,"hasOwnProperty":3}')],
    ['keys that arrays and promises have', { length: 0, then: 'x', toJSON: 'y' }],
    ['an empty key', { '': { '': 1 } }],
    ['keys like numbers', { '10': 'a', '9': 'b', '-1': 'c', '01': 'd' }],
    ['keys like fields of the envelope', { ordinal: 5, revision: 'x', stream: null, v: 9 }],
    ['keys with quotes and beyond the basic plane', { '"\\': 1, '😀': 2, '\uffff': 3 }],
    ['64 levels', deep],
    ['many parts', Array.from({ length: 20_000 }, (_, i) => i)],
    ['100,000 letters', 'ữ'.repeat(100_000)],
  ];
  it.each(legal)('%s comes back unchanged, as data and as meta', async (_, value) => {
    const { log } = opened.now();
    const stream = ownStream();
    const { first } = await log.append(stream, [sampleEnvelope(stream, 0, { data: value })], 'new');
    await log.append(stream, [sampleEnvelope(stream, 1, { meta: value })], 0);
    const [asData, asMeta] = await log.readStream(stream);
    expect(asData?.data).toStrictEqual(value);
    expect(asMeta?.meta).toStrictEqual(value);
    expect(JSON.stringify(asData?.data)?.length).toBe(JSON.stringify(value).length);
    const [fromAll] = await all(log.readAll(first - 1n, { limit: 1 }));
    expect(fromAll?.data).toStrictEqual(value);
  });

  it('minus zero comes back as zero', async () => {
    const { log } = opened.now();
    const stream = ownStream();
    await log.append(stream, [sampleEnvelope(stream, 0, { data: -0 })], 'new');
    expect((await log.readStream(stream)).map((e) => Object.is(e.data, 0))).toEqual([true]);
  });

  it('one object used twice is no cycle', async () => {
    const { log } = opened.now();
    const stream = ownStream();
    const unit = { unit: 'qa' };
    await log.append(stream, [sampleEnvelope(stream, 0, { data: [unit, unit] })], 'new');
    expect((await log.readStream(stream)).map((e) => e.data)).toEqual([[unit, unit]]);
  });

  class Figure {
    constructor(readonly value: number) {}
  }
  const cycle: { [key: string]: unknown } = {};
  cycle['self'] = [cycle];
  const illegal: [string, unknown, string][] = [
    ['undefined', undefined, ''],
    ['undefined in a field', { a: undefined }, '.a'],
    ['undefined in an array', [1, undefined], '[1]'],
    ['a function', { a: () => 1 }, '.a'],
    ['a symbol', [Symbol('x')], '[0]'],
    ['a BigInt', { parts: [30n] }, '.parts[0]'],
    ['NaN', { a: Number.NaN }, '.a'],
    ['infinity', { a: Number.POSITIVE_INFINITY }, '.a'],
    ['minus infinity', [Number.NEGATIVE_INFINITY], '[0]'],
    ['2^53', { parts: [2 ** 53] }, '.parts[0]'],
    ['−2^53', -(2 ** 53), ''],
    ['1e21', 1e21, ''],
    ['a lone high surrogate', { a: 'x\ud83d' }, '.a'],
    ['a lone low surrogate', ['\ude00x'], '[0]'],
    ['surrogates in the wrong order', '\ude00\ud83d', ''],
    ['a lone surrogate in a key', { '\ud800': 1 }, ''],
    ['U+0000', { a: 'x\0y' }, '.a'],
    ['U+0000 in a key', { 'x\0': 1 }, ''],
    ['a Date', { on: new Date(0) }, '.on'],
    ['a Map', new Map([['a', 1]]), ''],
    ['a Set', [new Set([1])], '[0]'],
    ['a class instance', { figure: new Figure(112) }, '.figure'],
    ['a regular expression', /x/, ''],
    ['bytes', new Uint8Array([1]), ''],
    ['a boxed text', { a: Object('x') as unknown }, '.a'],
    ['an array with a hole', Object.assign(new Array<number>(3), { 0: 1, 2: 3 }), '[1]'],
    ['an array with a named key', Object.assign([1], { note: 'x' }), ''],
    ['a symbol as a key', { [Symbol('x')]: 1 }, ''],
    ['a hidden key', Object.defineProperty({}, 'a', { value: 1 }), ''],
    ['toJSON', { toJSON: () => 'x' }, '.toJSON'],
    ['a cycle', cycle, '.self[0]'],
    ['65 levels', [deep], ''],
  ];
  it.each(illegal)('%s is refused before anything is written, and the path is named', async (_, value, path) => {
    const { log } = opened.now();
    const [stream, head] = [ownStream(), await log.head()];
    const events = sampleEvents(stream, 0, 2);
    for (const field of ['data', 'meta'] as const) {
      const [good, bad] = [events[0], events[1]];
      if (!good || !bad) throw new Error('two events');
      const error = await errorOf(log.append(stream, [good, { ...bad, [field]: value as Json }], 'new'));
      expect(error).toBeInstanceOf(IllegalEvent);
      expect(error).toMatchObject({ reason: expect.stringContaining(`events[1].${field}${path}`) });
    }
    expect(await log.head()).toBe(head);
    expect(await log.readStream(stream)).toEqual([]);
  });
}

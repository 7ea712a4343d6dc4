import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { runInNewContext } from 'node:vm';
import { IllegalEvent } from './event-log.js';
import { assertLegal, canonical } from './legal-json.js';

// Each illegal value is in contract/payloads.contract.ts, for every adapter; here are paths, limits and the one text.

const reason = (value: unknown): string => {
  try {
    assertLegal(value, 'data');
    return 'legal';
  } catch (error) {
    return error instanceof IllegalEvent ? error.reason : 'another error';
  }
};

const nested = (levels: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < levels; i++) value = i % 2 ? [value] : { x: value };
  return value;
};

describe('the path of what is wrong', () => {
  it.each([
    [2 ** 53, 'data: not a safe integer'],
    [{ parts: [30, 2 ** 60] }, 'data.parts[1]: not a safe integer'],
    [{ 'số ca': { '': Number.NaN } }, 'data["số ca"][""]: NaN is not a JSON number'],
    [[[undefined]], 'data[0][0]: undefined is not JSON'],
    [{ a: [1n] }, 'data.a[0]: bigint is not JSON'],
    [{ 'x\0': 1 }, 'data["x\\u0000"]: text holds U+0000'],
    [{ '\ud800': 1 }, 'data["\\ud800"]: text holds a lone surrogate'],
    [{ on: new Date(0) }, 'data.on: not a plain object'],
    [{ on: new (class extends Array<number> {})() }, 'data.on: not a plain array'],
    [{ big: nested(65) }, 'data.big.x[0]'],
  ])('%# is named', (value, start) => expect(reason(value).slice(0, start.length)).toBe(start));
});

describe('what is legal', () => {
  it('64 levels are, 65 are not', () => {
    expect(reason(nested(64))).toBe('legal');
    expect(reason(nested(65))).toMatch(/more than 64 levels deep$/);
  });

  it('an object without a prototype is', () => {
    expect(reason(Object.assign(Object.create(null) as object, { a: 1 }))).toBe('legal');
  });

  it('a plain value of another realm is, a Date of it is not', () => {
    expect(reason(runInNewContext('({ a: [1, { b: null }] })'))).toBe('legal');
    expect(reason(runInNewContext('({ a: new Date(0) })'))).toBe('data.a: not a plain object');
  });

  it('one object in two places is, an object in itself is not', () => {
    const one: { [key: string]: unknown } = {};
    expect(reason([one, { one }])).toBe('legal');
    one['deep'] = [[one]];
    expect(reason(one)).toBe('data.deep[0][0]: holds itself');
  });

  it('whatever JSON.parse makes is, unless text or an integer is beyond a store', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const verdict = reason(value);
        const text = JSON.stringify(value);
        // JSON.stringify escapes exactly the lone surrogates; an unsafe integer has 16 digits or an exponent
        const doubtful = /\\ud|\\u0000|\d{16}|e\+/i.test(text);
        expect(verdict === 'legal' || doubtful).toBe(true);
      }),
    );
  });
});

describe('the canonical text', () => {
  it('has keys in order of UTF-16 units, numbers as ECMAScript writes them, and no blanks', () => {
    const value = { b: [1.0, 1e-7, -0, 0.1, 123456789012], a: { '\u20ac': 1, '\r': 2, '1': 3, '😀': 4, '\ufb33': 5 } };
    expect(canonical(value)).toBe('{"a":{"\\r":2,"1":3,"\u20ac":1,"😀":4,"\ufb33":5},"b":[1,1e-7,0,0.1,123456789012]}');
  });

  it('is what an independent implementation of RFC 8785 writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' }), (value) => {
        fc.pre(reason(value) === 'legal');
        expect(canonical(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1000 },
    );
  });

  it('reads each value once, so what was checked is what is written', () => {
    let reads = 0;
    const value = Object.defineProperty({}, 'a', { enumerable: true, get: () => (reads++ ? Number.NaN : 1) });
    expect(canonical(value)).toBe('{"a":1}');
  });

  it('does not normalise Vietnamese', () => {
    const [nfc, nfd] = ['Đống Đa, giãn cách', 'Đống Đa, giãn cách'.normalize('NFD')];
    expect(canonical([nfc, nfd])).toBe(`["${nfc}","${nfd}"]`);
    expect(nfc === nfd).toBe(false);
  });

  it('holds a key called __proto__', () => {
    expect(canonical(JSON.parse('{"z":1,"__proto__":{"y":2}}'))).toBe('{"__proto__":{"y":2},"z":1}');
  });

  it('is the same for the same value in another order, and reads back as the value', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), (value) => {
        fc.pre(reason(value) === 'legal');
        const backward = Object.fromEntries(Object.entries(value).reverse());
        expect(canonical(backward)).toBe(canonical(value));
        expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value));
      }),
    );
  });
});

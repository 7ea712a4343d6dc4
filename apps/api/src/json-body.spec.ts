import { parseBody } from './json-body.js';
import { RequestProblem } from './problem.js';

const bytes = (text: string) => new TextEncoder().encode(text);

function refusal(body: Uint8Array): string {
  try {
    parseBody(body);
  } catch (error) {
    if (error instanceof RequestProblem) {
      return [error.slug, ...error.faults.map(({ where, code }) => `${where} ${code}`)].join(' ');
    }
    throw error;
  }
  return 'taken';
}

describe('a JSON body', () => {
  it('keeps Vietnamese text as it was sent, composed or decomposed', () => {
    const name = 'Quận Gò Vấp';
    for (const form of ['NFC', 'NFD']) {
      expect(parseBody(bytes(JSON.stringify({ name: name.normalize(form) })))).toEqual({ name: name.normalize(form) });
    }
  });

  it.each([
    ['not json', '{"a":', 'malformed-body  notJson'],
    ['nothing', '', 'malformed-body  notJson'],
    ['a list', '[{"a":1}]', 'malformed-body  isObject'],
    ['a text', '"a"', 'malformed-body  isObject'],
    ['null', 'null', 'malformed-body  isObject'],
    ['a key twice', '{"on":"2021-09-01","on":"2021-09-02"}', 'malformed-body /on duplicateKey'],
    ['a key twice, once escaped', '{"a":1,"\\u0061":2}', 'malformed-body /a duplicateKey'],
    ['a key twice further in', '{"x":[{"a":{}},{"a":1, "a" :2}]}', 'malformed-body /a duplicateKey'],
    ['U+0000', '{"x":[{"name":"a\\u0000"}]}', 'illegal-text /x/0/name illegalText'],
    ['half a surrogate pair', '{"name":"\\ud83d"}', 'illegal-text /name illegalText'],
    ['half a surrogate pair in a key', '{"\\ud83d":1}', 'illegal-text  illegalText'],
    ['a prototype', '{"__proto__":{"x":1}}', 'invalid-body /__proto__ whitelistValidation'],
    ['a constructor', '{"target":{"constructor":1}}', 'invalid-body /target/constructor whitelistValidation'],
  ])('refuses %s', (_, text, expected) => {
    expect(refusal(bytes(text))).toBe(expected);
  });

  it('refuses bytes that are no UTF-8, overlong forms among them', () => {
    const [before, after] = [bytes('{"a":"'), bytes('"}')];
    for (const wrong of [[0xff], [0xc0, 0xaf], [0xe1, 0xba], [0xed, 0xa0, 0x80]]) {
      expect(refusal(Uint8Array.from([...before, ...wrong, ...after]))).toBe('malformed-body  notUtf8');
    }
  });

  it('takes 20 levels and refuses 21', () => {
    const nested = (levels: number) => bytes(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);
    expect(refusal(nested(20))).toBe('taken');
    expect(refusal(nested(21))).toMatch(/tooDeep$/);
    expect(refusal(bytes(`{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}`))).toMatch(/tooDeep$/);
  });

  it('takes 20,000 values, lists of 5,000 items and objects of 500 fields, and refuses one more', () => {
    const list = (items: number) => `[${Array.from({ length: items }, () => 0).join()}]`;
    const lists = (last: number) => bytes(`{"a":[${list(5000)},${list(5000)},${list(5000)},${list(last)}]}`);
    const fields = (n: number) => bytes(`{${Array.from({ length: n }, (_, i) => `"k${i}":0`).join()}}`);
    // The whole, its list, and the four lists are values too.
    for (const [most, oneMore] of [
      [lists(4994), lists(4995)],
      [bytes(`{"a":${list(5000)}}`), bytes(`{"a":${list(5001)}}`)],
      [fields(500), fields(501)],
    ] as const) {
      expect(refusal(most)).toBe('taken');
      expect(refusal(oneMore)).toMatch(/tooManyValues$/);
    }
  });

  it('takes equal keys of different objects, texts that look like keys, and whole surrogate pairs', () => {
    const body = { a: { a: 1 }, b: [{ a: 1 }, { a: 2 }], c: '{"a":1,"a":2}', d: '"a": "a": \\', e: '😀' };
    expect(parseBody(bytes(JSON.stringify(body)))).toEqual(body);
  });

  it('reads a text of a mebibyte with an escape at every second character', () => {
    const body = { text: '\\'.repeat(500_000) };
    expect(parseBody(bytes(JSON.stringify(body)))).toEqual(body);
  });
});

import { knownTimeOf } from './query-fields.js';

describe('known time in an address', () => {
  it.each([
    ['0', '0'],
    ['120', '120'],
    ['2021-09-15T08:30:00Z', '2021-09-15T08:30:00.000Z'],
    ['2021-09-15T08:30:00.123456+07:00', '2021-09-15T01:30:00.123Z'],
    ['2021-09-15T00:30:00+07:00', '2021-09-14T17:30:00.000Z'],
    ['2021-09-15T00:30:00 07:00', '2021-09-14T17:30:00.000Z'],
  ])('%s is taken as %s', (text, expected) => {
    expect(knownTimeOf(text)).toBe(expected);
  });

  it.each([
    '',
    '-1',
    '1.5',
    '1e3',
    '9999999999999999',
    '2021-09-15',
    '2021-09-15T08:30:00',
    '2021-13-15T08:30:00Z',
    '0000-01-01T00:00:00Z',
    '9999-01-01T00:00:00Z',
    "1' OR '1'='1",
  ])('"%s" is refused', (text) => {
    expect(knownTimeOf(text)).toBeUndefined();
  });
});

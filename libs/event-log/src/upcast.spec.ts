import type { Json } from './json.js';
import { stepsIn, UnknownSchemaVersion, upcast, UPCASTERS, type Upcasters, versionOf } from './upcast.js';
import { sampleEnvelope } from './testing/sample-envelope.js';

/** An invented event: version 1 had one lead, version 2 a list, version 3 says whether the text names them. */
const invented: Upcasters = {
  WorkGiven: [
    (data) => {
      const { lead, ...rest } = data as { [key: string]: Json };
      return { ...rest, leads: [lead ?? null] };
    },
    (data) => ({ ...(data as { [key: string]: Json }), stated: true }),
  ],
};
const logged = (schema: number, data: Json, type = 'WorkGiven') => ({
  ...sampleEnvelope('work-x', 0, { type, schema, data }),
  ordinal: 1n,
});

describe('an event of an old version', () => {
  it('is read in today’s, through every version between, and stays in the log as it was', () => {
    const old = logged(1, { lead: 'qa', on: '2021-08-10' });
    expect(upcast(old, invented)).toEqual({
      ...old,
      schema: 3,
      data: { leads: ['qa'], stated: true, on: '2021-08-10' },
    });
    expect(old).toMatchObject({ schema: 1, data: { lead: 'qa' } });
    expect(upcast(logged(2, { leads: ['qa', 'qb'] }), invented).data).toEqual({ leads: ['qa', 'qb'], stated: true });
  });
  it('of today’s version is itself', () => {
    const now = logged(3, { leads: [] });
    expect(upcast(now, invented)).toBe(now);
    expect(upcast(logged(1, {}, 'Other'), invented)).toMatchObject({ schema: 1 });
  });
  it.each([0, 4, 1.5, Number.NaN])('of version %p is refused: nothing is guessed', (schema) => {
    expect(() => upcast(logged(schema, {}), invented)).toThrow(UnknownSchemaVersion);
  });
  it('a version is as many as there are ways to it, and one', () => {
    expect([versionOf('WorkGiven', invented), versionOf('Other', invented), versionOf('toString', invented)]).toEqual([
      3, 1, 1,
    ]);
    expect([stepsIn(invented), stepsIn({})]).toEqual([2, 0]);
    for (const type of Object.keys(UPCASTERS)) expect(versionOf(type)).toBeGreaterThan(1);
  });
});

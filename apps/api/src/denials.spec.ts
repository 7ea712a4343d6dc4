import { REFUSALS } from '#domain/refusals.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { DENIALS, denialOf, NOT_ABOUT_WHO } from './denials.js';

describe('refusals of who may do it', () => {
  it('are told apart for every rule of section 5', () => {
    const ofSection5 = Object.entries(REFUSALS).flatMap(([code, { rule }]) => (rule === 'section 5' ? [code] : []));
    const told: string[] = [...DENIALS, ...NOT_ABOUT_WHO];
    expect(ofSection5.filter((code) => !told.includes(code))).toEqual([]);
    expect(new Set(told).size).toBe(told.length);
  });

  it('are denials; a task that is not on record is none', () => {
    expect(denialOf(new RuleViolation('doer-decides-own-work', 'nv'), 409)).toEqual({
      reason: 'doer-decides-own-work',
      subject: 'nv',
    });
    expect(denialOf(new RuleViolation('task-unknown', 'nv'), 409)).toBeNull();
    expect(denialOf(new Error(), 403)?.reason).toBe('http-403');
  });
});

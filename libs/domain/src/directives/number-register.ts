import type { DirectiveId } from './directive.js';
import { type Decider, type NewFact, streamOf } from '../decider.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { UnitId } from '../organisation/unit.js';

/**
 * The issuer's register of document numbers (sổ đăng ký văn bản). One stream an issuer, so that two directives that race
 * for a number meet in one place.
 */
export type NumberRegisterEvents = {
  NumberEntered: { issuer: UnitId; number: string; key: string; directiveId: DirectiveId };
};

export type NumberRegister = ReadonlyMap<string, { directiveId: DirectiveId; number: string; at: EventRef }>;

export const numberRegister: Decider<NumberRegister, NumberRegisterEvents> = {
  category: 'register',
  initial: new Map(),
  evolve: {
    NumberEntered: (register, e, at) =>
      new Map([...register, [e.key, { directiveId: e.directiveId, number: e.number, at }]]),
  },
  mentions: { NumberEntered: (e) => [['registrar', streamOf('unit', e.issuer)]] },
};

/** Nothing is recorded if the number is the directive's already. */
export function enterNumber(
  register: NumberRegister,
  data: NumberRegisterEvents['NumberEntered'],
): NewFact<NumberRegisterEvents>[] {
  const entered = register.get(data.key);
  if (entered?.directiveId === data.directiveId) return [];
  if (entered) throw new RuleViolation('number-taken', `${data.number} ${entered.directiveId}`);
  return [{ type: 'NumberEntered', data }];
}

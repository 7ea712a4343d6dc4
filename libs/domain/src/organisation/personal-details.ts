import type { CivilDate } from '../civil-date.js';
import { type NewFact, streamOf } from '../decider.js';
import { requireNotErased } from '../record/erasure.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { SealedValue } from '../sealed-value.js';
import type { Person, PersonId } from './person.js';

/** Telephone, address, number of the identity card (số định danh cá nhân, CCCD, CMND). */
export type DetailField = 'phone' | 'address' | 'nationalId';
export const DETAIL_FIELDS: readonly DetailField[] = ['phone', 'address', 'nationalId'];

export type PersonalDetailsEvents = {
  /** A field that is left out stays as it was. `on`: the day from which it is so. */
  PersonalDetailsRecorded: {
    personId: PersonId;
    on: CivilDate;
    phone?: SealedValue;
    address?: SealedValue;
    nationalId?: SealedValue;
  };
};

export type DetailsRecorded = PersonalDetailsEvents['PersonalDetailsRecorded'] & { at: EventRef };

/** A sealed field and the event in which it stands: it opens nowhere else. */
export interface SealedDetail {
  value: SealedValue;
  on: CivilDate;
  at: EventRef;
}

export function recordDetails(
  state: Person | null,
  data: PersonalDetailsEvents['PersonalDetailsRecorded'],
): NewFact<PersonalDetailsEvents>[] {
  const { personId } = data;
  if (!state) throw new RuleViolation('person-unknown', personId);
  requireNotErased(state, streamOf('person', personId));
  if (DETAIL_FIELDS.every((field) => !data[field])) throw new RuleViolation('details-say-nothing', personId);
  return [{ type: 'PersonalDetailsRecorded', data }];
}

/** Of each field the one that counts on the date: the last day wins, and of one day the later record. */
export function detailsOn(person: Person, asOf: CivilDate): Record<DetailField, SealedDetail | null> {
  const inOrder = person.details.filter((d) => d.on <= asOf).sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const last = (field: DetailField): SealedDetail | null => {
    const found = inOrder.findLast((d) => d[field]);
    const value = found?.[field];
    return found && value ? { value, on: found.on, at: found.at } : null;
  };
  return { phone: last('phone'), address: last('address'), nationalId: last('nationalId') };
}

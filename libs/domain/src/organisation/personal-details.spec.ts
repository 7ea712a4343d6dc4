import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';
import { sealedText } from '../testing/sealed-text.js';
import { detailsOn, recordDetails } from './personal-details.js';
import { person, type PersonEvents, registerPerson } from './person.js';

const registered: NewFact<PersonEvents> = { type: 'PersonRegistered', data: { personId: 'p1', name: 'Người A' } };
const details = (on: string, fields: object): NewFact<PersonEvents> => ({
  type: 'PersonalDetailsRecorded',
  data: { personId: 'p1', on, ...fields },
});

describe('personal details of a person', () => {
  it('are recorded sealed, of a person who is on record, one field at least', () => {
    const data = { personId: 'p1', on: '2021-08-10', phone: sealedText('số') };
    given(person, registered)
      .when((p) => recordDetails(p, data))
      .then({ type: 'PersonalDetailsRecorded', data });
    given(person)
      .when((p) => recordDetails(p, data))
      .refuses('person-unknown');
    given(person, registered)
      .when((p) => recordDetails(p, { personId: 'p1', on: '2021-08-10' }))
      .refuses('details-say-nothing');
  });

  it('count by field: the last day by the date wins, and of one day the later record', () => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(sealedText);
    const { state } = given(
      person,
      registered,
      details('2021-08-10', { phone: a, address: b }),
      details('2021-08-12', { phone: c }),
      details('2021-08-10', { phone: d }),
    );
    if (!state) throw new Error('it is registered');
    const on = (day: string) => {
      const { phone, address, nationalId } = detailsOn(state, day);
      return [phone?.value.text, phone?.at.id, address?.value.text, nationalId];
    };
    expect(on('2021-08-09')).toEqual([undefined, undefined, undefined, null]);
    expect(on('2021-08-11')).toEqual(['d', 'e4', 'b', null]);
    expect(on('2021-08-12')).toEqual(['c', 'e3', 'b', null]);
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      person,
      (p) => registerPerson(p, { personId: 'p1', name: 'Người A' }),
      fc.record({ on: someDay, field: fc.constantFrom('phone', 'address', 'nationalId'), text: fc.string() }).map(
        ({ on, field, text }) =>
          (p) =>
            recordDetails(p, { personId: 'p1', on, [field]: sealedText(text) }),
      ),
    );
  });
});

import fc from 'fast-check';
import { person, registerPerson } from './person.js';
import { anyHistoryHolds } from '../testing/any-history.js';
import { given } from '../testing/given.js';

const data = { personId: 'p1', name: 'Nguyễn Văn A'.normalize('NFD') };
const registered = { type: 'PersonRegistered', data } as const;

describe('person', () => {
  it('is registered once, the name as the document gives it', () => {
    const state = given(person)
      .when((p) => registerPerson(p, data))
      .then(registered);
    expect(state?.name).toBe('Nguyễn Văn A'.normalize('NFD'));
    given(person, registered)
      .when((p) => registerPerson(p, data))
      .refuses('person-already-registered');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      person,
      (p) => registerPerson(p, data),
      fc.string().map((name) => (p) => registerPerson(p, { personId: 'p1', name })),
    );
  });
});

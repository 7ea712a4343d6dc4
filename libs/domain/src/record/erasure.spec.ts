import { recordInformant, requireNoHold, informantOn } from '../inspections/informant.js';
import { recordDetails } from '../organisation/personal-details.js';
import { person } from '../organisation/person.js';
import { asked, decided, found, findingIn, putRight } from '../testing/finding-story.js';
import { refusalOf } from '../testing/given.js';
import { sealedText } from '../testing/sealed-text.js';
import { city, type Story } from '../testing/story.js';
import { confirmAnnulment, proposeAnnulment, requireAnnullable } from './annulment.js';
import { type ErasureEvents, orderErasure, proposeErasure } from './erasure.js';

const SUBJECT = 'person-x';
const by = (office: string, on: string) => ({
  subject: SUBJECT,
  office,
  person: `P:${office}`,
  on,
  reason: 'theo yêu cầu',
});
const proposed: ErasureEvents['ErasureProposed'] = { ...by('qa.ct', '2021-08-12'), legalBasis: 'Luật A' };

function told(): { s: Story; proposal: string } {
  const s = city();
  s.record(SUBJECT, { type: 'PersonRegistered', data: { personId: 'x', name: 'Người X' } });
  s.record(SUBJECT, {
    type: 'PersonalDetailsRecorded',
    data: { personId: 'x', on: '2021-08-10', phone: sealedText('số') },
  });
  const proposal = s.record(SUBJECT, { type: 'ErasureProposed', data: proposed });
  return { s, proposal };
}
function erased(): { s: Story; order: string; proposal: string } {
  const { s, proposal } = told();
  const order = s.record(SUBJECT, { type: 'ErasureOrdered', data: { ...by('tp.ct', '2021-08-13'), proposal } });
  return { s, order, proposal };
}
const personIn = (s: Story) => {
  const found = s.facts().of(person, 'x');
  if (!found) throw new Error('it is registered');
  return found;
};

describe('an erasure', () => {
  it('is proposed by one person and ordered by another, in two offices', () => {
    const { s, proposal } = told();
    const order = { ...by('tp.ct', '2021-08-13'), proposal };
    expect(proposeErasure(personIn(s), proposed)).toEqual([{ type: 'ErasureProposed', data: proposed }]);
    expect(orderErasure(personIn(s), order)).toEqual([{ type: 'ErasureOrdered', data: order }]);
  });

  it.each<[string, object, string]>([
    ['of the same office', by('qa.ct', '2021-08-13'), 'two-offices-needed'],
    ['of the same person in another office', { ...by('tp.ct', '2021-08-13'), person: 'P:qa.ct' }, 'two-persons-needed'],
    ['before the proposal', by('tp.ct', '2021-08-11'), 'erasure-before-proposed'],
    ['without that proposal', { ...by('tp.ct', '2021-08-13'), proposal: 'không-có' }, 'erasure-not-proposed'],
  ])('is refused when the order is %s', (_, change, code) => {
    const { s, proposal } = told();
    const order = { ...by('tp.ct', '2021-08-13'), proposal, ...change };
    expect(refusalOf(() => orderErasure(personIn(s), order))).toBe(code);
  });

  it('takes a proposal that was annulled for none', () => {
    const { s, proposal } = told();
    const signed = { target: proposal, office: 'qa.ct', person: 'P:qa.ct', on: '2021-08-12', reason: 'nhầm' };
    for (const event of proposeAnnulment(person, s.facts().streamFacts(SUBJECT), s.facts(), signed))
      s.record(SUBJECT, event);
    const asked = s.facts().streamFacts(SUBJECT).at(-1)?.id ?? '';
    const confirmed = { ...signed, office: 'tp.ct', person: 'P:tp.ct', proposal: asked };
    for (const event of confirmAnnulment(person, s.facts().streamFacts(SUBJECT), s.facts(), confirmed))
      s.record(SUBJECT, event);
    const order = { ...by('tp.ct', '2021-08-13'), proposal };
    expect(refusalOf(() => orderErasure(personIn(s), order))).toBe('erasure-not-proposed');
  });

  it('ends what may be recorded of the subject, and is not ordered twice', () => {
    const { s, proposal } = erased();
    const data = { personId: 'x', on: '2021-08-14', phone: sealedText('mới') };
    expect(refusalOf(() => recordDetails(personIn(s), data))).toBe('personal-data-erased');
    expect(refusalOf(() => proposeErasure(personIn(s), proposed))).toBe('personal-data-erased');
    expect(refusalOf(() => orderErasure(personIn(s), { ...by('tp.ct', '2021-08-13'), proposal }))).toBe(
      'personal-data-erased',
    );
  });

  it('cannot be annulled: neither the order nor the proposal that it stands on', () => {
    const { s, order, proposal } = erased();
    const annullable = (target: string) => () =>
      requireAnnullable(person, s.facts().streamFacts(SUBJECT), s.facts(), target);
    expect(refusalOf(annullable(order))).toBe('erasure-is-final');
    expect(refusalOf(annullable(proposal))).toBe('others-stand-on-it');
  });
});

describe('who reported what was found', () => {
  const informant = (on: string, text = 'người báo') => ({ findingId: 'f', informant: sealedText(text), on });

  it('is recorded sealed; the last day by the date wins, and of one day the later record', () => {
    const s = city();
    found(s);
    expect(recordInformant(findingIn(s), informant('2021-08-10'))).toEqual([
      { type: 'InformantRecorded', data: informant('2021-08-10') },
    ]);
    for (const [on, text] of [
      ['2021-08-12', 'a'],
      ['2021-08-11', 'b'],
      ['2021-08-11', 'c'],
    ] as const)
      s.add('InformantRecorded', 'f', informant(on, text));
    const on = (day: string) => informantOn(findingIn(s), day)?.informant.text;
    expect(['2021-08-10', '2021-08-11', '2021-08-12'].map(on)).toEqual([undefined, 'c', 'a']);
  });

  it('is held while what was asked is not verified; where nothing was asked, or all is verified, it is not', () => {
    const s = city();
    found(s);
    const held = (on: string) => refusalOf(() => requireNoHold(s.facts(), findingIn(s), on));
    expect(held('2021-08-11')).toBeNull();
    asked(s);
    expect([held('2021-08-11'), held('2021-08-12')]).toEqual([null, 'rectification-holds-informant']);
    const report = putRight(s, '2021-08-14');
    expect(held('2021-08-14')).toBe('rectification-holds-informant');
    decided(s, report, '2021-08-15');
    expect([held('2021-08-14'), held('2021-08-15')]).toEqual(['rectification-holds-informant', null]);
  });

  it('is not recorded any more once it was erased', () => {
    const s = city();
    found(s);
    const signed = { ...by('qa.ct', '2021-08-12'), subject: 'finding-f' };
    const tell = (type: string, data: object) => s.record('finding-f', { type, data });
    const proposal = tell('ErasureProposed', { ...signed, legalBasis: 'Luật A' });
    tell('ErasureOrdered', { ...signed, office: 'tp.ct', person: 'P:tp.ct', proposal });
    expect(refusalOf(() => recordInformant(findingIn(s), informant('2021-08-14')))).toBe('personal-data-erased');
  });
});

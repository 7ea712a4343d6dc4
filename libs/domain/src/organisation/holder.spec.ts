import { holdersOf, officeEnd } from './holder.js';
import { city, type Story } from '../testing/story.js';

/** Who holds the chair of `qa` on the date, in words. */
function holders(story: Story, asOf: string): string[] {
  const facts = story.facts();
  const office = facts.office('qa.ct');
  return (office ? holdersOf(facts, office, asOf) : []).map(
    (seat) => `${seat.holder ?? seat.reason} ${seat.since}..${seat.until}${seat.flags.map((f) => ` ${f}`).join('')}`,
  );
}
function empty(): Story {
  return city(['qa.ct']);
}

describe('the holder of an office (R3, R4)', () => {
  it('a seat that nobody was recorded in has no dates', () => {
    expect(holders(empty(), '2021-08-10')).toEqual(['unnamed null..null']);
  });
  it('a vacancy says since when and, where the next is known, until when', () => {
    const s = empty();
    s.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-06-01' });
    expect(holders(s, '2021-07-01')).toEqual(['vacant 2021-06-01..null']);
    s.appoint('qa.ct', 'P:bình', '2021-09-01');
    expect(holders(s, '2021-07-01')).toEqual(['vacant 2021-06-01..2021-09-01']);
  });
  it('attested during the next appointment is no sign that the seat was held in the gap', () => {
    const s = empty();
    s.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-06-01' });
    s.appoint('qa.ct', 'P:bình', '2021-09-01');
    s.attest('qa.ct', 'P:bình', '2021-10-01');
    expect(holders(s, '2021-07-01')).toEqual(['vacant 2021-06-01..2021-09-01']);
  });
  it('an acting holder whose time is over leaves a vacancy', () => {
    const s = empty();
    s.appoint('qa.ct', 'P:chi', '2021-01-01', { until: '2021-06-01', kind: 'acting', style: 'quyền' });
    expect(holders(s, '2021-06-01')).toEqual(['vacant 2021-06-01..null']);
  });
  it('of two who act, the one begun last; of one day, the one recorded last', () => {
    const s = empty();
    s.appoint('qa.ct', 'P:chi', '2021-03-01', { kind: 'acting', style: 'quyền' });
    s.appoint('qa.ct', 'P:dung', '2021-01-01', { kind: 'acting', style: 'phụ trách' });
    expect(holders(s, '2021-08-10')).toEqual(['P:chi 2021-03-01..null acting:quyền']);
    s.appoint('qa.ct', 'P:giang', '2021-03-01', { kind: 'acting', style: 'điều hành' });
    expect(holders(s, '2021-08-10')).toEqual(['P:giang 2021-03-01..null acting:điều hành']);
  });
  it('acting without a recorded style is still printed as acting', () => {
    const s = empty();
    s.appoint('qa.ct', 'P:chi', '2021-03-01', { kind: 'acting' });
    expect(holders(s, '2021-08-10')).toEqual(['P:chi 2021-03-01..null acting:acting']);
  });
  it('one of two seats is suspended: the other works', () => {
    const s = city();
    s.office('bcd.tb', 'qa.gov', { seats: 2 });
    s.appoint('bcd.tb', 'P:an', '2021-01-01');
    s.appoint('bcd.tb', 'P:bình', '2021-01-01');
    s.suspend('bcd.tb', 'P:an', '2021-08-01');
    const facts = s.facts();
    const office = facts.office('bcd.tb');
    expect(office && holdersOf(facts, office, '2021-08-10').map((seat) => seat.holder)).toEqual(['P:bình']);
  });
  it('a presumption gives the two days that it rests on', () => {
    const s = empty();
    const first = s.attest('qa.ct', 'P:an', '2021-08-01');
    const second = s.attest('qa.ct', 'P:an', '2021-09-01');
    const facts = s.facts();
    const office = facts.office('qa.ct');
    const seat = office && holdersOf(facts, office, '2021-08-10')[0];
    expect([seat?.certainty, seat?.since, seat?.until]).toEqual(['presumed', '2021-08-01', '2021-09-01']);
    expect(seat?.evidence.map((ref) => ref.id)).toEqual([first, second]);
  });
  it('an appointment that begins on the day of the second attestation disturbs the presumption', () => {
    const s = empty();
    s.attest('qa.ct', 'P:an', '2021-08-01');
    s.attest('qa.ct', 'P:an', '2021-09-01');
    s.appoint('qa.ct', 'P:bình', '2021-09-01');
    expect(holders(s, '2021-08-10')).toEqual(['unknown-holder null..null']);
  });
  it('ends with the body, the place or the office itself, whichever is first (R8)', () => {
    const s = city();
    const end = () => {
      const facts = s.facts();
      const office = facts.office('qa.ct');
      return office && officeEnd(facts, office, '2021-12-31');
    };
    expect(end()).toBeNull();
    s.merge('qa', 'qb', '2021-11-01');
    expect(end()).toBe('2021-11-01');
    s.dissolve('qa.gov', '2021-10-01');
    expect(end()).toBe('2021-10-01');
    s.add('OfficeAbolished', 'qa.ct', { officeId: 'qa.ct', on: '2021-09-01' });
    expect(end()).toBe('2021-09-01');
    expect([holders(s, '2021-08-31'), holders(s, '2021-09-01')]).toEqual([
      ['P:qa.ct 2020-01-01..2021-09-01'],
      ['vacant 2021-09-01..null'],
    ]);
  });
});

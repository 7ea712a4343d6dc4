import { asked, decided, found, passedTo, putRight } from '../testing/finding-story.js';
import { city, type Story } from '../testing/story.js';
import { findingsOfUnit } from './findings-of.js';
import { toVerify } from './to-verify.js';

const of = (story: Story, unit: string, asOf: string) =>
  findingsOfUnit(story.facts(), unit, asOf).map(
    ({ finding, lines }) => `${finding.id} ${lines.map((l) => l.status).join()}`,
  );

describe('the findings on a unit', () => {
  it('those that name it or a body in it, from their day; not those of places below', () => {
    const story = city();
    found(story);
    found(story, { findingId: 'g', units: ['qa.gov', 'qb'] });
    found(story, { findingId: 'h', units: ['pa1'] });
    expect([of(story, 'qa', '2021-08-09'), of(story, 'qa', '2021-08-10')]).toEqual([[], ['f open', 'g open']]);
    expect([of(story, 'qa.gov', '2021-08-10'), of(story, 'qb', '2021-08-10')]).toEqual([['g open'], ['g open']]);
  });
  it('open ones of what it has taken over; what was put right stays where it was', () => {
    const story = city();
    found(story);
    asked(story);
    decided(story, putRight(story, '2021-08-15'), '2021-08-17');
    found(story, { findingId: 'g', units: ['qa.gov'] });
    story.merge('qa', 'qb', '2021-09-01');
    expect([of(story, 'qb', '2021-08-31'), of(story, 'qb', '2021-09-01')]).toEqual([[], ['g open']]);
    expect(of(story, 'qb.gov', '2021-09-01')).toEqual(['g open']);
    expect(of(story, 'qa', '2021-09-01')).toEqual(['f rectified']);
  });
  it('of a split unit once it is decided, and till then with the unit that ended', () => {
    const story = city();
    story.place('qc', 'tp', 'district', '2021-09-01');
    found(story);
    story.split('qa', ['qb', 'qc'], '2021-09-01');
    passedTo(story, 'qa', 'qc', '2021-09-05');
    const all = (asOf: string) => ['qa', 'qb', 'qc'].map((unit) => of(story, unit, asOf));
    expect(all('2021-09-04')).toEqual([['f needs-successor'], [], []]);
    expect(all('2021-09-05')).toEqual([[], [], ['f open']]);
  });
});

it('reports wait for who asked, or for what has taken that body over, until they are decided', () => {
  const story = city();
  found(story);
  asked(story);
  const report = putRight(story, '2021-08-15');
  decided(story, report, '2021-08-20');
  story.merge('tp.gov', 'tp.party', '2021-08-18');
  const waits = (body: string, asOf: string) => toVerify(story.facts(), [body], asOf).map((one) => one.finding.id);
  expect(['2021-08-14', '2021-08-15', '2021-08-19', '2021-08-20'].map((day) => waits('tp.gov', day))).toEqual([
    [],
    ['f'],
    ['f'],
    [],
  ]);
  expect([waits('tp.party', '2021-08-17'), waits('tp.party', '2021-08-19'), waits('qb.gov', '2021-08-19')]).toEqual([
    [],
    ['f'],
    [],
  ]);
});

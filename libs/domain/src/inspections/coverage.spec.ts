import { team, teamIn, visited } from '../testing/inspection-story.js';
import { city, seat, type Story } from '../testing/story.js';
import { coverageOf } from './coverage.js';

function covered(tell: (s: Story) => void, asOf: string, days = 30, place = 'tp') {
  const story = city();
  team(story);
  tell(story);
  const { visits } = teamIn(story);
  const found = coverageOf(
    story.facts(),
    place,
    visits.map(({ visitId, unit, on, at }) => ({ team: 'doan', visitId, unit, on, at })),
    asOf,
    days,
  );
  const { visited: of, places } = found;
  const rows = found.rows.map((row) => `${row.place} ${row.daysSince ?? 'never'}${row.visited ? '' : '!'}`);
  return { found, said: [`${of}/${places}`, ...rows] };
}

describe('which places below had no visit in so many days', () => {
  it('the last visit counts, on the day that it is N days back too; longest without comes first', () => {
    const twice = (s: Story) => {
      visited(s, 'qa', '2021-08-20');
      visited(s, 'qa', '2021-08-13');
    };
    expect(covered(twice, '2021-09-19').said).toEqual(['1/2', 'qb never!', 'qa 30']);
    expect(covered(twice, '2021-09-20').said).toEqual(['0/2', 'qb never!', 'qa 31!']);
    expect(covered(twice, '2021-08-19').said).toEqual(['1/2', 'qb never!', 'qa 6']);
    expect(covered(twice, '2021-09-19').found.rows[1]?.lastVisit).toMatchObject({ team: 'doan', on: '2021-08-20' });
  });
  it('a visit to a body in the place or to a place inside it counts', () => {
    const inside = (s: Story) => {
      visited(s, 'pa1', '2021-08-14');
      visited(s, 'qb.gov', '2021-08-15');
    };
    expect(covered(inside, '2021-08-20').said).toEqual(['2/2', 'qa 6', 'qb 5']);
    expect(covered(inside, '2021-08-20', 30, 'qa').said).toEqual(['1/1', 'pa1 6']);
    expect(covered(inside, '2021-08-20', 30, 'pa1').said).toEqual(['0/0']);
  });
  it('places as they are on the date: those that ended are not counted, and their visits go to the successor', () => {
    const merged = (s: Story) => {
      visited(s, 'qa.gov', '2021-08-14');
      s.merge('qa', 'qb', '2021-09-01');
    };
    expect(covered(merged, '2021-08-31').said).toEqual(['1/2', 'qb never!', 'qa 17']);
    expect(covered(merged, '2021-09-01').said).toEqual(['1/1', 'qb 18']);
    // The commune of the old district lies in the new one.
    expect(covered(merged, '2021-09-01', 30, 'qb').said).toEqual(['0/1', 'pa1 never!']);
  });
  it('a visit to a unit that was split counts for none of its successors, and is shown', () => {
    const split = (s: Story) => {
      visited(s, 'qa', '2021-08-14');
      s.place('qc', 'tp', 'district', '2021-09-01');
      seat(s, 'qc', [], '2021-09-01');
      s.split('qa', ['qb', 'qc'], '2021-09-01');
    };
    const { said, found } = covered(split, '2021-09-01');
    expect(said).toEqual(['0/2', 'qb never!', 'qc never!']);
    expect(found.unattributed.map((visit) => visit.unit)).toEqual(['qa']);
    expect(covered(split, '2021-12-01').found.unattributed).toEqual([]);
  });
});

import { addDays, covers, daysBetween, isCivilDate, overlap } from './civil-date.js';

describe('civil dates', () => {
  it.each(['2024-02-29', '2000-02-29', '2021-12-31', '1900-01-01'])('%s exists', (d) =>
    expect(isCivilDate(d)).toBe(true),
  );
  it.each([
    '2023-02-29',
    '1900-02-29',
    '2021-13-01',
    '2021-04-31',
    '2021-4-1',
    '2021-04-01T00:00:00Z',
    '',
    null,
    20210401,
  ])('%p does not', (d) => expect(isCivilDate(d)).toBe(false));
  it('a period holds its first day and not its until', () => {
    expect(covers({ from: '2021-08-10', until: '2021-08-12' }, '2021-08-10')).toBe(true);
    expect(covers({ from: '2021-08-10', until: '2021-08-12' }, '2021-08-12')).toBe(false);
    expect(covers({ from: '2021-08-10', until: null }, '2099-01-01')).toBe(true);
  });
  it('periods that only touch do not overlap', () => {
    expect(overlap({ from: '2021-01-01', until: '2021-09-01' }, { from: '2021-09-01', until: null })).toBe(false);
    expect(overlap({ from: '2021-01-01', until: null }, { from: '2021-09-01', until: null })).toBe(true);
  });
  it('counts days over a leap February and a year', () => {
    expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
    expect(addDays('2021-12-31', 1)).toBe('2022-01-01');
  });
});

import { asked, decided, found, findingIn, putRight } from '../testing/finding-story.js';
import { city } from '../testing/story.js';
import { tallyOf, tallyOfFindings } from './finding-tally.js';

it('counts what was put right of what had to be, with the denominators', () => {
  expect(
    tallyOf(['noted', 'open', 'overdue', 'rectified', 'rectified-late', 'rectified-in-time', 'not-yet-made']),
  ).toMatchObject({
    total: 6,
    strengths: 1,
    toPutRight: 5,
    putRight: 3,
    inTime: 1,
    late: 1,
    undated: 1,
    overdue: 1,
    byStatus: { open: 1, 'no-date': 0 },
  });
});

it('counts findings as they are on the date', () => {
  const story = city();
  found(story);
  asked(story, { dueOn: '2021-08-20' });
  decided(story, putRight(story, '2021-08-18'), '2021-08-22');
  const on = (asOf: string) => tallyOfFindings(story.facts(), [findingIn(story)], asOf);
  expect(on('2021-08-09')).toMatchObject({ total: 0, toPutRight: 0 });
  expect(on('2021-08-20')).toMatchObject({ total: 1, toPutRight: 1, putRight: 0 });
  expect(on('2021-08-22')).toMatchObject({ total: 1, putRight: 1, inTime: 1 });
});

import { city } from '../testing/story.js';
import { whoAnswers } from '../tasks/who-answers.js';

const DAY = '2021-09-01';

describe('before whom an office answers (R6)', () => {
  const story = () => {
    const s = city();
    s.class('các-quận', 'tp', null);
    s.office('bt-các-quận', 'các-quận', { line: 'party' });
    s.office('pct-các-quận', 'các-quận', { head: false });
    s.declare('bt-các-quận', 'tp.party', '2021-01-01');
    s.declare('pct-các-quận', 'tp.gov', '2021-01-01');
    return s;
  };
  const answers = (s: ReturnType<typeof city>, task: string, on: string = DAY) =>
    whoAnswers(s.facts(), task, on)?.answersTo.map((a) => [a.office, a.body]);

  it('by its own declaration, while it runs', () => {
    const s = city();
    s.declare('qa.ct', 'tp.gov', '2021-08-20');
    s.task(['qa.gov']);
    expect(answers(s, 't', '2021-08-19')).toEqual([]);
    expect(answers(s, 't')).toEqual([['qa.ct', 'tp.gov']]);
  });
  it('by that of a class in which its place or body is a member on the date, for the line that it names', () => {
    const s = story();
    s.members('các-quận', ['qa'], '2021-02-01');
    s.add('ClassMembershipChanged', 'các-quận', { unitId: 'các-quận', joined: [], left: ['qa'], on: '2021-10-01' });
    s.task(['qa']);
    s.task(['qb'], { taskId: 't2' });
    expect(answers(s, 't')).toEqual([['qa.bt', 'tp.party']]);
    expect(answers(s, 't', '2021-10-01')).toEqual([]);
    expect(answers(s, 't2')).toEqual([]);
  });
  it('by that of the class through which the task came, also where membership is not on record', () => {
    const s = story();
    s.task(['các-quận']);
    s.fanOut('t', 'các-quận', ['qa'], '2021-08-10');
    s.task(['qb'], { taskId: 't2' });
    expect(answers(s, 't/qa')).toEqual([['qa.bt', 'tp.party']]);
    expect(answers(s, 't')).toEqual([['qa.bt', 'tp.party']]);
    expect(answers(s, 't2')).toEqual([]);
    s.merge('qa', 'qb', DAY);
    expect(answers(s, 't/qa')).toEqual([['qb.bt', 'tp.party']]);
  });
  it('shows the declaration as evidence', () => {
    const s = story();
    s.members('các-quận', ['qa.party'], '2021-02-01');
    const declared = s.declare('bt-các-quận', 'tp.party', '2021-03-01');
    s.task(['qa.party']);
    expect(whoAnswers(s.facts(), 't', DAY)?.answersTo.map((a) => a.evidence)).toContain(declared);
  });
});

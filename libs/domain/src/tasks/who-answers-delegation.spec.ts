import { city, type Story } from '../testing/story.js';
import { tells } from '../testing/tells.js';
import { whoAnswers } from './who-answers.js';

function delegated(tell: (s: Story) => void): () => Story {
  return () => {
    const story = city();
    story.task(['qa.gov']);
    tell(story);
    return story;
  };
}
const QA = 'answers qa.ct P:qa.ct';

describe('R5: the kind of a delegation decides what it moves', () => {
  for (const kind of ['giao-viec', 'uy-quyen', 'phan-cap'] as const) {
    tells(
      `${kind}: the delegator answers, the delegate executes`,
      delegated((s) => s.delegate('qa.gov', 'pa1.gov', '2021-08-15', { kind, until: '2021-09-15' })),
      ['2021-08-14', QA],
      ['2021-08-15', QA, 'executes pa1.ct P:pa1.ct'],
      ['2021-09-14', QA, 'executes pa1.ct P:pa1.ct'],
      ['2021-09-15', QA],
    );
  }
  tells(
    'phan-quyen: the delegate answers, the delegator oversees',
    delegated((s) => s.delegate('qa.gov', 'pa1.gov', '2021-08-15', { kind: 'phan-quyen' })),
    ['2021-08-15', 'answers pa1.ct P:pa1.ct', 'oversees qa.ct P:qa.ct'],
  );
  tells(
    'phan-quyen moves what named offices answer for as well',
    () => {
      const story = city();
      story.task(['qa'], { answering: ['qa.bt'] });
      story.delegate('qa', 'pa1.gov', '2021-08-15', { kind: 'phan-quyen' });
      return story;
    },
    ['2021-08-15', 'answers pa1.ct P:pa1.ct', 'oversees qa.bt P:qa.bt'],
  );
  tells(
    'phan-quyen handed on: the last answers, all above oversee',
    delegated((s) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15', { kind: 'phan-quyen' });
      s.delegate('pa1.gov', 'qb.gov', '2021-08-20', { kind: 'phan-quyen' });
    }),
    ['2021-08-20', 'answers qb.ct P:qb.ct', 'oversees pa1.ct P:pa1.ct', 'oversees qa.ct P:qa.ct'],
  );
  tells(
    'a delegate of phan-quyen who is vacant climbs, as any who answers',
    () => {
      const story = city(['pa1.ct']);
      story.appoint('pa1.ct', 'P:an', '2021-01-01', { until: '2021-09-01' });
      story.task(['qa.gov']);
      story.delegate('qa.gov', 'pa1.gov', '2021-08-15', { kind: 'phan-quyen' });
      return story;
    },
    ['2021-09-01', 'answers pa1.ct: vacant', 'answers-in-vacancy qa.ct P:qa.ct', 'oversees qa.ct P:qa.ct'],
  );
});

describe('R5: how a delegation ends', () => {
  tells(
    'on its day',
    delegated((s) => {
      const id = s.delegate('qa.gov', 'pa1.gov', '2021-08-15');
      s.endDelegation(id, '2021-08-20');
    }),
    ['2021-08-19', QA, 'executes pa1.ct P:pa1.ct'],
    ['2021-08-20', QA],
  );
  tells(
    'a sub-delegation ends with its parent',
    delegated((s) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15', { until: '2021-09-01' });
      s.delegate('pa1.gov', 'qb.gov', '2021-08-16');
    }),
    ['2021-08-31', QA, 'executes pa1.ct P:pa1.ct', 'executes qb.ct P:qb.ct'],
    ['2021-09-01', QA],
  );
  tells(
    'and does not come back with a later delegation to the same unit',
    delegated((s) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15', { until: '2021-09-01' });
      s.delegate('pa1.gov', 'qb.gov', '2021-08-16');
      s.delegate('qa.gov', 'pa1.gov', '2021-09-10');
    }),
    ['2021-09-10', QA, 'executes pa1.ct P:pa1.ct'],
  );
  tells(
    'a reassignment ends delegations, also where the new lead is the old one',
    delegated((s) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15');
      s.reassign('qa.gov', '2021-08-20');
    }),
    ['2021-08-20', QA],
  );
  tells(
    'one that is given on the day of the reassignment, after it, stands',
    delegated((s) => {
      s.reassign('qb.gov', '2021-08-20');
      s.delegate('qb.gov', 'pa1.gov', '2021-08-20');
    }),
    ['2021-08-20', 'answers qb.ct P:qb.ct', 'executes pa1.ct P:pa1.ct'],
  );
  tells(
    'a merged delegate passes it to its successor',
    delegated((s) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15');
      s.merge('pa1.gov', 'qb.gov', '2021-09-01');
    }),
    ['2021-08-31', QA, 'executes pa1.ct P:pa1.ct'],
    ['2021-09-01', QA, 'executes qb.ct P:qb.ct'],
  );
  tells(
    'a merged delegator keeps what it gave',
    delegated((s) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15');
      s.merge('qa.gov', 'qb.gov', '2021-09-01');
    }),
    ['2021-09-01', 'answers qb.ct P:qb.ct', 'executes pa1.ct P:pa1.ct'],
  );
  tells(
    'phan-quyen to a unit that is dissolved: the delegator answers again',
    delegated((s) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15', { kind: 'phan-quyen' });
      s.dissolve('pa1.gov', '2021-09-01');
    }),
    ['2021-09-01', QA],
  );
  tells(
    'phan-quyen to a unit that merges into the delegator: it answers itself',
    delegated((s) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15', { kind: 'phan-quyen' });
      s.merge('pa1.gov', 'qa.gov', '2021-09-01');
    }),
    ['2021-09-01', QA],
  );
  tells(
    'given back up by mistake: somebody still answers',
    delegated((s) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15', { kind: 'phan-quyen' });
      s.delegate('pa1.gov', 'qa.gov', '2021-08-16', { kind: 'phan-quyen' });
    }),
    ['2021-08-16', 'answers pa1.ct P:pa1.ct', 'oversees qa.ct P:qa.ct'],
  );
  tells(
    'a split delegate: the successor that is decided for the task',
    delegated((s) => {
      s.delegate('qa.gov', 'pa1.gov', '2021-08-15');
      s.split('pa1.gov', ['qb.gov', 'tp.gov'], '2021-09-01');
      s.decideSuccessor('pa1.gov', 'qb.gov', '2021-09-10');
    }),
    ['2021-09-01', QA],
    ['2021-09-10', QA, 'executes qb.ct P:qb.ct'],
  );
  tells(
    'one that nobody entitled gave moves nothing',
    delegated((s) => s.delegate('qb.gov', 'pa1.gov', '2021-08-15', { kind: 'phan-quyen' })),
    ['2021-08-15', QA],
  );
});

describe('R6: who else', () => {
  tells(
    'area charge over the place of the lead and over the place above it',
    delegated((s) => {
      s.charge('qa', { office: 'tp.ct' }, '2021-08-01', '2021-09-01');
      s.charge('tp', { person: 'P:giang' }, '2021-08-01', null);
      s.charge('qb', { person: 'P:hà' }, '2021-08-01', null);
    }),
    ['2021-08-31', QA, 'supervises tp P:giang', 'supervises tp.ct P:tp.ct'],
    ['2021-09-01', QA, 'supervises tp P:giang'],
  );
  tells(
    'the directing body’s head directs, coordinating units’ heads coordinate; neither is merged into the lead',
    () => {
      const story = city();
      story.body('tp.btv', 'tp', 'party', { parent: 'tp.party', collective: true });
      story.task(['qa.gov'], { director: 'tp.btv', coordinators: ['qb', 'pa1.gov'] });
      return story;
    },
    [
      '2021-08-10',
      QA,
      'coordinates pa1.ct P:pa1.ct',
      'coordinates qb.bt P:qb.bt',
      'coordinates qb.ct P:qb.ct',
      'directs tp.bt P:tp.bt [collective]',
    ],
  );
  tells(
    'a coordinating class is named as such; a merged coordinator is its successor',
    () => {
      const story = city();
      story.class('quan', 'tp', null);
      story.task(['qa.gov'], { coordinators: ['quan', 'pa1.gov'] });
      story.merge('pa1.gov', 'qb.gov', '2021-09-01');
      return story;
    },
    ['2021-09-01', QA, 'coordinates qb.ct P:qb.ct', 'coordinates quan: not-fanned-out'],
  );
  tells(
    'a vacancy climbs for who answers, not for who coordinates',
    () => {
      const story = city(['qb.ct']);
      story.appoint('qb.ct', 'P:an', '2021-01-01', { until: '2021-08-01' });
      story.task(['qa.gov'], { coordinators: ['qb.gov'] });
      return story;
    },
    ['2021-08-10', QA, 'coordinates qb.ct: vacant'],
  );
  it('the bodies to which an answering office was declared accountable stand on the answer, from their day', () => {
    const story = delegated((s) => {
      s.declare('qa.ct', 'tp.party', '2021-09-01');
      s.declare('qb.ct', 'tp.party', '2021-01-01');
    })();
    const answersTo = (day: string) => whoAnswers(story.facts(), 't', day)?.answersTo.map((a) => [a.office, a.body]);
    expect(answersTo('2021-08-31')).toEqual([]);
    expect(answersTo('2021-09-01')).toEqual([['qa.ct', 'tp.party']]);
  });
  it('lines stand in the order of their weight', () => {
    const story = city();
    story.task(['qa.gov'], { director: 'tp.gov', coordinators: ['qb.gov'] });
    story.charge('qa', { person: 'P:giang' }, '2021-08-01', null);
    story.delegate('qa.gov', 'pa1.gov', '2021-08-10');
    expect(whoAnswers(story.facts(), 't', '2021-08-11')?.lines.map((l) => l.capacity)).toEqual([
      'answers',
      'executes',
      'directs',
      'coordinates',
      'supervises',
    ]);
  });
});

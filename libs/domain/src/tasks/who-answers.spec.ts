import { city, seat, type Story } from '../testing/story.js';
import { answered, tells, tellsOf } from '../testing/tells.js';
import { whoAnswers } from './who-answers.js';

const QA = ['answers qa.bt P:qa.bt', 'answers qa.ct P:qa.ct'];
const QB = ['answers qb.bt P:qb.bt', 'answers qb.ct P:qb.ct'];
const OPEN_CLASS = 'answers quan: not-fanned-out';

function told(tell: (s: Story) => void, vacant: readonly string[] = []): () => Story {
  return () => {
    const story = city(vacant);
    tell(story);
    return story;
  };
}

describe('R1: those who lead on the date answer', () => {
  tells(
    'one lead, from the day of the assignment',
    told((s) => s.task(['qa'])),
    ['2021-08-09'],
    ['2021-08-10', ...QA],
    ['2031-01-01', ...QA],
  );
  tells(
    'two leads, each answers',
    told((s) => s.task(['qa', 'qb'])),
    ['2021-08-10', ...QA, ...QB],
  );
  tells(
    'a lead and a body inside it: an office that is in both stands once',
    told((s) => s.task(['qa', 'qa.gov'])),
    ['2021-08-10', ...QA],
  );
  tells(
    'a reassignment replaces the lead from its day on',
    told((s) => {
      s.task(['qa']);
      s.reassign('qb', '2021-08-20');
    }),
    ['2021-08-19', ...QA],
    ['2021-08-20', ...QB],
  );
  tells(
    'facts of one day apply in log order',
    told((s) => {
      s.task(['qa']);
      s.reassign('qb', '2021-08-20');
      s.reassign('pa1', '2021-08-20');
    }),
    ['2021-08-20', 'answers pa1.bt P:pa1.bt', 'answers pa1.ct P:pa1.ct'],
  );
  tells(
    'a reassignment that is recorded later for an earlier day does not undo a later one',
    told((s) => {
      s.task(['qa']);
      s.reassign('qb', '2021-08-20');
      s.reassign('pa1', '2021-08-15');
    }),
    ['2021-08-16', 'answers pa1.bt P:pa1.bt', 'answers pa1.ct P:pa1.ct'],
    ['2021-08-20', ...QB],
  );
});

describe('R1: a class as lead', () => {
  function ofClass(total: number | null, ...units: string[]): () => Story {
    return told((s) => {
      s.class('quan', 'tp', total);
      s.task(['quan']);
      if (units.length > 0) s.fanOut('t', 'quan', units, '2021-08-12');
    });
  }
  tells('is one line while it is not fanned out', ofClass(null), ['2021-08-12', OPEN_CLASS]);
  tells('fanned out, of unknown number: the members and the class', ofClass(null, 'qa', 'qb'), [
    '2021-08-12',
    ...QA,
    ...QB,
    OPEN_CLASS,
  ]);
  tells('fanned out to fewer than it has: the members and the class', ofClass(3, 'qa', 'qb'), [
    '2021-08-12',
    ...QA,
    ...QB,
    OPEN_CLASS,
  ]);
  tells('fanned out to all: the members only', ofClass(2, 'qa', 'qb'), ['2021-08-12', ...QA, ...QB]);
  tells('before the day of the fan-out the class answers alone', ofClass(2, 'qa', 'qb'), ['2021-08-11', OPEN_CLASS]);
  tellsOf(
    't/qb',
    'a member has its own task from the day of the fan-out',
    ofClass(2, 'qa', 'qb'),
    ['2021-08-11'],
    ['2021-08-12', ...QB],
  );

  it('counts coverage: named 2 of unknown, of 3, of 2; recorded members are not an invented total', () => {
    const coverage = (story: Story) => whoAnswers(story.facts(), 't', '2021-08-12')?.coverage;
    expect(coverage(ofClass(null)())).toEqual([{ class: 'quan', named: 0, total: null }]);
    expect(coverage(ofClass(3, 'qa', 'qb')())).toEqual([{ class: 'quan', named: 2, total: 3 }]);
    const story = ofClass(null, 'qa')();
    story.members('quan', ['qa'], '2020-01-01');
    expect(coverage(story)).toEqual([{ class: 'quan', named: 1, total: null }]);
    expect(answered(story, 't', '2021-08-12')).toEqual([...QA, OPEN_CLASS].sort());
  });
  tells(
    'fanned out in two steps is complete when all are named',
    () => {
      const story = ofClass(2, 'qa')();
      story.fanOut('t', 'quan', ['qb'], '2021-08-20');
      return story;
    },
    ['2021-08-19', ...QA, OPEN_CLASS],
    ['2021-08-20', ...QA, ...QB],
  );
  tells(
    'a new lead ends the fan-out',
    () => {
      const story = ofClass(2, 'qa', 'qb')();
      story.reassign('pa1', '2021-08-20');
      return story;
    },
    ['2021-08-20', 'answers pa1.bt P:pa1.bt', 'answers pa1.ct P:pa1.ct'],
  );
  tells(
    'a member may get a lead of its own; the class task shows it',
    () => {
      const story = ofClass(2, 'qa', 'qb')();
      story.reassign('pa1', '2021-08-20', [], 't/qb');
      return story;
    },
    ['2021-08-20', ...QA, 'answers pa1.bt P:pa1.bt', 'answers pa1.ct P:pa1.ct'],
  );
  tells(
    'offices named of the class ("Chủ tịch UBND các quận") resolve in each member',
    told((s) => {
      s.class('quan', 'tp', 2);
      s.office('quan.ct', 'quan', { line: 'government' });
      s.task(['quan'], { answering: ['quan.ct'] });
      s.fanOut('t', 'quan', ['qa', 'qb'], '2021-08-12', ['quan.ct']);
    }),
    ['2021-08-11', OPEN_CLASS],
    ['2021-08-12', 'answers qa.ct P:qa.ct', 'answers qb.ct P:qb.ct'],
  );
  tells(
    'an office named of the class does not speak for a lead beside the class',
    told((s) => {
      s.class('quan', 'tp', null);
      s.office('quan.bt', 'quan', { line: 'party' });
      s.task(['quan', 'qa'], { answering: ['quan.bt', 'qa.ct'] });
    }),
    ['2021-08-10', OPEN_CLASS, 'answers qa.ct P:qa.ct'],
  );
});

describe('R2: two heads', () => {
  tells(
    'the issuer is of the party line: secretary and chair answer',
    told((s) => s.task(['qa'])),
    ['2021-08-10', ...QA],
  );
  tells(
    'the issuer is of the government line: the chair answers and the secretary leads',
    told((s) => {
      s.directive('dg', 'tp.gov');
      s.task(['qa'], { directiveId: 'dg' });
    }),
    ['2021-08-10', 'answers qa.ct P:qa.ct', 'leads qa.bt P:qa.bt'],
  );
  tells(
    'the issuer is of the government line and the text names both: both answer',
    told((s) => {
      s.directive('dg', 'tp.gov');
      s.task(['qa'], { directiveId: 'dg', answering: ['qa.bt', 'qa.ct'] });
    }),
    ['2021-08-10', ...QA],
  );
  tells(
    'a body is answered for by its own head, whoever issued',
    told((s) => {
      s.directive('dg', 'tp.gov');
      s.task(['qa.party'], { directiveId: 'dg' });
    }),
    ['2021-08-10', 'answers qa.bt P:qa.bt'],
  );
  tells(
    'a department has its own head',
    told((s) => {
      s.body('tp.yte', 'tp', 'government', { parent: 'tp.gov' });
      s.office('tp.yte.gd', 'tp.yte');
      s.task(['tp.yte']);
    }),
    ['2021-08-10', 'answers tp.yte.gd: unnamed'],
  );
  tells(
    'co-heads: each answers',
    told((s) => {
      s.body('bcd', 'qa', 'steering');
      s.office('bcd.t1', 'bcd');
      s.office('bcd.t2', 'bcd');
      s.appoint('bcd.t1', 'P:an', '2021-01-01');
      s.task(['bcd']);
    }),
    ['2021-08-10', 'answers bcd.t1 P:an', 'answers bcd.t2: unnamed'],
  );
  tells(
    'a collective body without a head: the head of its parent body',
    told((s) => {
      s.body('qa.btv', 'qa', 'party', { parent: 'qa.party', collective: true });
      s.task(['qa.btv']);
    }),
    ['2021-08-10', 'answers qa.bt P:qa.bt [collective]'],
  );
  tells(
    'a collective body with a head of its own: that head',
    told((s) => {
      s.body('qa.btv', 'qa', 'party', { parent: 'qa.party', collective: true });
      s.office('qa.btv.tt', 'qa.btv');
      s.task(['qa.btv']);
    }),
    ['2021-08-10', 'answers qa.btv.tt: unnamed'],
  );
  tells(
    'a collective body without a parent body: no head is inferred from the place above',
    told((s) => {
      s.body('qb.tt', 'qb', 'council', { collective: true });
      s.body('tp.hdnd', 'tp', 'council');
      s.office('tp.hdnd.ct', 'tp.hdnd');
      s.task(['qb.tt']);
    }),
    ['2021-08-10', 'answers qb.tt: no-head-office'],
  );
  tells(
    'collective bodies that were made each other’s parent by mistake: an answer all the same',
    told((s) => {
      s.body('x', 'qa', 'party', { parent: 'y', collective: true });
      s.body('y', 'qa', 'party', { parent: 'x', collective: true });
      s.task(['x']);
    }),
    ['2021-08-10', 'answers y: no-head-office [collective]'],
  );
  tells(
    'another body without a head office (Ban Cán sự đảng): never an inferred chair',
    told((s) => {
      s.body('tp.bcs', 'tp', 'party', { parent: 'tp.party' });
      s.task(['tp.bcs']);
    }),
    ['2021-08-10', 'answers tp.bcs: no-head-office'],
  );
  tells(
    'an office that is not the head’s does not answer for the body',
    told((s) => {
      s.body('tp.bcs', 'tp', 'party', { parent: 'tp.party' });
      s.office('tp.bcs.uv', 'tp.bcs', { head: false });
      s.task(['tp.bcs']);
    }),
    ['2021-08-10', 'answers tp.bcs: no-head-office'],
  );
  tells(
    'a place without a recorded body: one line, never an empty answer',
    told((s) => {
      s.place('kp1', 'pa1', 'sub-commune');
      s.task(['kp1']);
    }),
    ['2021-08-10', 'answers kp1: no-head-office'],
  );
  tells(
    'a government order to a place whose People’s Committee is not recorded: the missing chair is shown',
    told((s) => {
      s.place('qc', 'tp');
      s.body('qc.party', 'qc', 'party');
      s.office('qc.bt', 'qc.party');
      s.directive('dg', 'tp.gov');
      s.task(['qc'], { directiveId: 'dg' });
    }),
    ['2021-08-10', 'answers qc: no-head-office', 'leads qc.bt: unnamed'],
  );
  tells(
    'a body that has not begun is not the top body yet',
    told((s) => {
      s.place('qc', 'tp');
      seat(s, 'qc', [], '2021-08-15');
      s.task(['qc']);
    }),
    ['2021-08-14', 'answers qc: no-head-office'],
    ['2021-08-15', 'answers qc.bt P:qc.bt', 'answers qc.ct P:qc.ct'],
  );
});

describe('R2: named offices', () => {
  tells(
    'exactly those answer, until the lead changes',
    told((s) => {
      s.task(['qa'], { answering: ['qa.ct'] });
      s.reassign('qb', '2021-08-20');
    }),
    ['2021-08-19', 'answers qa.ct P:qa.ct'],
    ['2021-08-20', ...QB],
  );
  tells(
    'a reassignment names others',
    told((s) => {
      s.task(['qa'], { answering: ['qa.ct'] });
      s.reassign('qb', '2021-08-20', ['qb.bt']);
    }),
    ['2021-08-20', 'answers qb.bt P:qb.bt'],
  );
  tells(
    'an office of another unit may be named',
    told((s) => s.task(['qa'], { answering: ['tp.ct'] })),
    ['2021-08-10', 'answers tp.ct P:tp.ct'],
  );
  tells(
    'with several leads all the named offices answer, each once',
    told((s) => s.task(['qa', 'qb'], { answering: ['qa.bt', 'qb.ct'] })),
    ['2021-08-10', 'answers qa.bt P:qa.bt', 'answers qb.ct P:qb.ct'],
  );

  it('a named office is stated, a head by the rule is not; it stands for the nearest lead that it sits in', () => {
    const story = city();
    story.task(['tp', 'qa'], { answering: ['qa.bt', 'tp.bt'] });
    const lines = whoAnswers(story.facts(), 't', '2021-08-10')?.lines ?? [];
    expect(lines.map((l) => [l.office, l.unit, l.basis])).toEqual([
      ['tp.bt', 'tp', 'stated'],
      ['qa.bt', 'qa', 'stated'],
    ]);
    const other = city();
    other.task(['qa'], { coordinators: ['qb'] });
    expect(whoAnswers(other.facts(), 't', '2021-08-10')?.lines.map((l) => l.basis)).toEqual(Array(4).fill('rule'));
  });
});

describe('a question that has no answer', () => {
  it('an unknown task is null, not an empty answer', () => {
    expect(whoAnswers(city().facts(), 't', '2021-08-10')).toBeNull();
  });
});

import { city, seat, type Story } from '../testing/story.js';
import { answered, tells, tellsOf } from '../testing/tells.js';
import { whoAnswers } from './who-answers.js';

function told(tell: (s: Story) => void, vacant: readonly string[] = []): () => Story {
  return () => {
    const story = city(vacant);
    tell(story);
    return story;
  };
}
const QA = ['answers qa.bt P:qa.bt', 'answers qa.ct P:qa.ct'];
const QB = ['answers qb.bt P:qb.bt', 'answers qb.ct P:qb.ct'];
const ORPHAN = 'answers-for-orphan tp.bt P:tp.bt';

describe('R8: reorganisation', () => {
  tells(
    'a merged place: the heads of the successor, from the day on',
    told((s) => {
      s.task(['qa']);
      s.merge('qa', 'qb', '2021-09-01');
    }),
    ['2021-08-31', ...QA],
    ['2021-09-01', ...QB],
  );
  tells(
    'a body that ended with its place: the top body of its line in the successor',
    told((s) => {
      s.body('qa.yte', 'qa', 'government', { parent: 'qa.gov' });
      s.task(['qa.yte', 'qa.party']);
      s.merge('qa', 'qb', '2021-09-01');
    }),
    ['2021-08-31', 'answers qa.bt P:qa.bt', 'answers qa.yte: no-head-office'],
    ['2021-09-01', ...QB],
  );
  tells(
    'a body merged by itself goes where it was merged, not where its place went',
    told((s) => {
      s.body('qa.yte', 'qa', 'government', { parent: 'qa.gov' });
      s.task(['qa.yte']);
      s.merge('qa.yte', 'pa1.gov', '2021-08-20');
      s.merge('qa', 'qb', '2021-09-01');
    }),
    ['2021-09-01', 'answers pa1.ct P:pa1.ct'],
  );
  tells(
    'a chain of two mergers',
    told((s) => {
      s.task(['pa1']);
      s.merge('pa1', 'qa', '2021-09-01');
      s.merge('qa', 'qb', '2021-10-01');
    }),
    ['2021-09-30', ...QA],
    ['2021-10-01', ...QB],
  );
  tells(
    'appointments end with the place: the old heads hold nothing after it, and their offices are not the answer',
    told((s) => {
      s.task(['qa'], { answering: ['qa.ct'] });
      s.merge('qa', 'qb', '2021-09-01');
    }),
    ['2021-08-31', 'answers qa.ct P:qa.ct'],
    ['2021-09-01', ...QB],
  );
  tells(
    'a new unit after the reform is another unit: nothing passes by its name',
    told((s) => {
      s.task(['qa']);
      s.dissolve('qa', '2021-09-01');
      s.place('qa-moi', 'tp', 'district', '2021-09-01');
      seat(s, 'qa-moi', [], '2021-09-01');
    }),
    ['2021-09-01', ORPHAN],
  );
  tells(
    'dissolved without a successor: the head of the issuing body answers for the orphan',
    told((s) => {
      s.task(['qa']);
      s.dissolve('qa', '2021-09-01');
    }),
    ['2021-08-31', ...QA],
    ['2021-09-01', ORPHAN],
  );
  tells(
    'one of two leads is orphaned, the other answers as before',
    told((s) => {
      s.task(['qa', 'qb']);
      s.dissolve('qa', '2021-09-01');
    }),
    ['2021-09-01', ...QB, ORPHAN],
  );
  tells(
    'the issuing body ended too: its successor',
    told((s) => {
      s.body('tp.cdc', 'tp', 'government', { parent: 'tp.gov' });
      s.directive('dc', 'tp.cdc');
      s.task(['qa'], { directiveId: 'dc' });
      s.dissolve('qa', '2021-09-01');
      s.merge('tp.cdc', 'qb.gov', '2021-09-01');
    }),
    ['2021-09-01', 'answers-for-orphan qb.ct P:qb.ct'],
  );
  tells(
    'the issuing body ended without a successor: its superior',
    told((s) => {
      s.body('tp.cdc', 'tp', 'government', { parent: 'tp.gov' });
      s.directive('dc', 'tp.cdc');
      s.task(['qa'], { directiveId: 'dc' });
      s.dissolve('qa', '2021-09-01');
      s.dissolve('tp.cdc', '2021-09-01');
    }),
    ['2021-09-01', 'answers-for-orphan tp.ct P:tp.ct'],
  );
  tells(
    'the issuing body ended and nobody is above it',
    told((s) => {
      s.task(['qa']);
      s.dissolve('qa', '2021-09-01');
      s.dissolve('tp.party', '2021-09-01');
    }),
    ['2021-09-01', 'answers-for-orphan qa: no-superior'],
  );
  tells(
    'the head of the issuing body is vacant: it climbs as any vacancy does',
    told((s) => {
      s.directive('dq', 'qb.gov');
      s.task(['pa1'], { directiveId: 'dq' });
      s.leave('qb.ct', 'P:qb.ct', '2021-08-20');
      s.dissolve('pa1', '2021-09-01');
    }),
    ['2021-09-01', 'answers-for-orphan qb.ct: vacant', 'answers-in-vacancy tp.ct P:tp.ct'],
  );
  tells(
    'a split unit: an orphan until the decision, then the successor that was decided',
    told((s) => {
      s.task(['pa1']);
      s.split('pa1', ['qa', 'qb'], '2021-09-01');
      s.decideSuccessor('pa1', 'qb', '2021-09-10');
    }),
    ['2021-09-09', ORPHAN],
    ['2021-09-10', ...QB],
  );
  tells(
    'a body that ended when its place was split: what is decided of the place holds for it',
    told((s) => {
      s.task(['pa1.gov']);
      s.split('pa1', ['qa', 'qb'], '2021-09-01');
      s.decideSuccessor('pa1', 'qb', '2021-09-10');
    }),
    ['2021-09-09', ORPHAN],
    ['2021-09-10', 'answers qb.ct P:qb.ct'],
  );
  tells(
    'a body of a dissolved place is an orphan',
    told((s) => {
      s.task(['qa.gov']);
      s.dissolve('qa', '2021-09-01');
    }),
    ['2021-09-01', ORPHAN],
  );
  tells(
    'a successor without a body of that line: an orphan, no other line is put in its place',
    told((s) => {
      s.body('qa.mttq', 'qa', 'front');
      s.task(['qa.mttq']);
      s.merge('qa', 'qb', '2021-09-01');
    }),
    ['2021-09-01', ORPHAN],
  );
  tells(
    'vacancies climb in the tree of the day: the district ended, the commune is under the city',
    told((s) => {
      s.leave('pa1.ct', 'P:pa1.ct', '2021-08-20');
      s.task(['pa1.gov']);
      s.move('pa1', 'tp', '2021-09-01');
      s.dissolve('qa', '2021-09-01');
    }),
    ['2021-08-31', 'answers pa1.ct: vacant', 'answers-in-vacancy qa.ct P:qa.ct'],
    ['2021-09-01', 'answers pa1.ct: vacant', 'answers-in-vacancy tp.ct P:tp.ct'],
  );
  tellsOf(
    't/qa',
    'a member of a class that is merged: its own task goes with it',
    told((s) => {
      s.class('quan', 'tp', 1);
      s.task(['quan']);
      s.fanOut('t', 'quan', ['qa'], '2021-08-12');
      s.merge('qa', 'qb', '2021-09-01');
    }),
    ['2021-09-01', ...QB],
  );
  tells(
    'mergers recorded in a circle by mistake: an answer all the same',
    told((s) => {
      s.task(['qa']);
      s.merge('qa', 'qb', '2021-09-01');
      s.merge('qb', 'qa', '2021-09-01');
    }),
    ['2021-09-01', 'answers qa: no-head-office'],
  );
});

describe('R9: the directive in force', () => {
  const QA_CLOSED = QA;
  tells(
    'revoked: withdrawn on the day, and answered for by those of the last open day',
    told((s) => {
      s.task(['qa']);
      s.reassign('qb', '2021-09-01');
      s.revoke('d', '2021-09-01');
    }),
    ['2021-08-31', ...QA],
    ['2021-09-01', ...QA_CLOSED],
    ['2022-09-01', ...QA_CLOSED],
  );
  tells(
    'superseded and carried over: it goes on, and the new issuer is the issuer (R2)',
    told((s) => {
      s.task(['qa']);
      s.directive('d2', 'tp.gov', '2021-09-01');
      s.supersede('d', 'd2', '2021-09-01', 't');
    }),
    ['2021-08-31', ...QA],
    ['2021-09-01', 'answers qa.ct P:qa.ct', 'leads qa.bt P:qa.bt'],
  );
  it('superseded without it: withdrawn; carried over: open; carried and then revoked: withdrawn', () => {
    const closed = (tell: (s: Story) => void) => {
      const story = told((s) => {
        s.task(['qa']);
        s.directive('d2', 'tp.party', '2021-09-01');
        tell(s);
      })();
      const answer = whoAnswers(story.facts(), 't', '2021-12-01');
      return [answer?.status.status, answer?.closedOn];
    };
    expect(closed((s) => s.supersede('d', 'd2', '2021-09-01'))).toEqual(['withdrawn', '2021-09-01']);
    expect(closed((s) => s.supersede('d', 'd2', '2021-09-01', 'khác'))).toEqual(['withdrawn', '2021-09-01']);
    expect(closed((s) => s.supersede('d', 'd2', '2021-09-01', 't'))).toEqual(['no-deadline', null]);
    expect(
      closed((s) => {
        s.supersede('d', 'd2', '2021-09-01', 't');
        s.revoke('d2', '2021-10-01');
      }),
    ).toEqual(['withdrawn', '2021-10-01']);
  });
  tells(
    'carried over, then orphaned: the head of the body whose directive it stands on',
    told((s) => {
      s.task(['qa']);
      s.directive('d2', 'tp.gov', '2021-09-01');
      s.supersede('d', 'd2', '2021-09-01', 't');
      s.dissolve('qa', '2021-10-01');
    }),
    ['2021-10-01', 'answers-for-orphan tp.ct P:tp.ct'],
  );
});

describe('a closed task', () => {
  it('shows the lines of its last open day, with the day on which it was closed', () => {
    const story = told((s) => {
      s.task(['qa.gov']);
      s.verify(s.complete('2021-08-20', 'qa.gov'), '2021-08-25');
      s.replace('qa.ct', 'P:qa.ct', 'P:bình', '2021-08-25');
    })();
    expect(answered(story, 't', '2030-01-01')).toEqual(['answers qa.ct P:qa.ct']);
    expect(whoAnswers(story.facts(), 't', '2030-01-01')?.closedOn).toBe('2021-08-25');
  });
  it('closed on the day of its assignment: the lines of that day', () => {
    const story = told((s) => {
      s.task(['qa.gov']);
      s.verify(s.complete('2021-08-10', 'qa.gov'), '2021-08-10');
    })();
    expect(answered(story, 't', '2021-09-01')).toEqual(['answers qa.ct P:qa.ct']);
  });
});

describe('R10: what was known', () => {
  it('a fact recorded later for an earlier day changes what is known, not what was known', () => {
    const story = city(['qa.ct']);
    story.task(['qa.gov']);
    const before = story.now;
    story.appoint('qa.ct', 'P:an', '2021-01-01');
    expect(answered(story, 't', '2021-08-10', before)).toEqual(['answers qa.ct: unnamed']);
    expect(answered(story, 't', '2021-08-10')).toEqual(['answers qa.ct P:an']);
  });
  it('a task is not known before it is recorded', () => {
    const story = city();
    const before = story.now;
    story.task(['qa']);
    expect(whoAnswers(story.facts(before), 't', '2021-08-10')).toBeNull();
  });
  it('an annulled event is out of later answers and in earlier ones; annulling the annulment restores it', () => {
    const story = city(['qa.ct']);
    story.task(['qa.gov']);
    const appointed = story.appoint('qa.ct', 'P:an', '2021-01-01');
    const known = story.now;
    const annulment = story.annul(appointed);
    const annulled = story.now;
    const restored = story.annul(annulment);
    const restoredAt = story.now;
    story.annul(restored);
    const asked = [known, annulled, restoredAt, story.now].map((at) => answered(story, 't', '2021-08-10', at));
    const [held, empty] = [['answers qa.ct P:an'], ['answers qa.ct: unnamed']];
    expect(asked).toEqual([held, empty, held, empty]);
  });
  it('an annulled merger is no merger; an annulled reassignment brings the lead and its delegations back', () => {
    const story = city();
    story.task(['qa.gov']);
    story.delegate('qa.gov', 'pa1.gov', '2021-08-15');
    story.annul(story.reassign('qb.gov', '2021-08-20'));
    story.annul(story.merge('qa', 'qb', '2021-09-01'));
    expect(answered(story, 't', '2021-09-01')).toEqual(['answers qa.ct P:qa.ct', 'executes pa1.ct P:pa1.ct']);
  });
  it('an annulled registration takes a body out of its place', () => {
    const story = city();
    story.task(['qc']);
    story.place('qc', 'tp');
    const body = story.body('qc.gov', 'qc', 'government');
    story.office('qc.ct', 'qc.gov');
    expect(answered(story, 't', '2021-08-10')).toEqual(['answers qc.ct: unnamed']);
    story.annul(body);
    expect(answered(story, 't', '2021-08-10')).toEqual(['answers qc: no-head-office']);
  });
  it('an annulled fan-out takes the members’ tasks with it', () => {
    const story = city();
    story.class('quan', 'tp', 1);
    story.task(['quan']);
    const fanOut = story.fanOut('t', 'quan', ['qa'], '2021-08-12');
    story.annul(fanOut);
    expect(answered(story, 't', '2021-08-12')).toEqual(['answers quan: not-fanned-out']);
    expect(whoAnswers(story.facts(), 't/qa', '2021-08-12')).toBeNull();
  });
  it('a named office that is annulled while it is named still answers, and nobody else is put in its place', () => {
    const story = city();
    const creation = story.office('qa.pct', 'qa.gov', { head: false });
    story.task(['qa', 'qb'], { answering: ['qa.pct'] });
    story.annul(creation);
    expect(answered(story, 't', '2021-08-10')).toEqual(['answers qa.pct: unnamed']);
  });
  it('a lead that is annulled while it is named: a line without an office, never an empty answer', () => {
    const story = city();
    const creation = story.body('qa.yte', 'qa', 'government', { parent: 'qa.gov' });
    story.task(['qa.yte']);
    story.annul(creation);
    expect(answered(story, 't', '2021-08-10')).toEqual(['answers qa.yte: no-head-office']);
  });
  it('evidence is the events that made the line, oldest first, each once', () => {
    const story = city(['qa.ct']);
    const task = story.task(['qa.gov']);
    const appointed = story.appoint('qa.ct', 'P:an', '2021-01-01');
    const ended = story.leave('qa.ct', 'P:an', '2021-09-01');
    const line = whoAnswers(story.facts(), 't', '2021-08-31')?.lines[0];
    const titles = line?.evidence.map((id) => story.events.find((e) => e.id === id)?.type);
    expect(titles).toEqual(['BodyRegistered', 'OfficeCreated', 'TaskAssigned', 'HeadAppointed', 'AppointmentEnded']);
    expect(line?.evidence.slice(2)).toEqual([task, appointed, ended]);
  });
});

it('R8: a class of which a member ended goes on, and its line says so until the list is changed', () => {
  const story = city();
  story.class('cac-quan', 'tp', 3);
  story.members('cac-quan', ['qa', 'qb'], '2020-02-01');
  story.task(['cac-quan']);
  const open = (on: string) =>
    whoAnswers(story.facts(), 't', on)?.lines.flatMap((line) => (line.reason === 'not-fanned-out' ? line.flags : []));
  story.merge('qb', 'qa', '2021-09-01');
  expect([open('2021-08-31'), open('2021-09-01')]).toEqual([[], ['class-member-ended']]);
  story.add('ClassMembershipChanged', 'cac-quan', { unitId: 'cac-quan', joined: [], left: ['qb'], on: '2021-09-02' });
  expect(open('2021-09-02')).toEqual([]);
});

import { city, type Story } from '../testing/story.js';
import { tells } from '../testing/tells.js';
import { whoAnswers } from './who-answers.js';

/** The city with a task of the People's Committee of `qa`; nobody is recorded as its chair but what is told. */
function chair(tell: (s: Story) => void, vacant: readonly string[] = ['qa.ct']): () => Story {
  return () => {
    const story = city(vacant);
    story.task(['qa.gov']);
    tell(story);
    return story;
  };
}

describe('R3: who holds the office', () => {
  tells(
    'from the first day of the appointment to the day before its end',
    chair((s) => s.appoint('qa.ct', 'P:an', '2021-09-01', { until: '2021-10-01' })),
    ['2021-09-01', 'answers qa.ct P:an'],
    ['2021-09-30', 'answers qa.ct P:an'],
  );
  tells(
    'the planned end of a term empties no seat',
    chair((s) => s.appoint('qa.ct', 'P:an', '2021-01-01', { termEndsOn: '2021-09-01' })),
    ['2021-12-31', 'answers qa.ct P:an'],
  );
  tells(
    'one head is replaced by the next on one day',
    chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01');
      s.replace('qa.ct', 'P:an', 'P:bình', '2021-09-01');
    }),
    ['2021-08-31', 'answers qa.ct P:an'],
    ['2021-09-01', 'answers qa.ct P:bình'],
  );
  tells(
    'an acting holder counts while nobody is appointed, and the kind is printed',
    chair((s) => {
      s.appoint('qa.ct', 'P:chi', '2021-08-01', { kind: 'acting', style: 'quyền' });
      s.appoint('qa.ct', 'P:an', '2021-09-01');
    }),
    ['2021-08-31', 'answers qa.ct P:chi [acting:quyền]'],
    ['2021-09-01', 'answers qa.ct P:an'],
  );
  tells(
    'phụ trách and điều hành are printed as they are',
    chair((s) => {
      s.appoint('qa.ct', 'P:chi', '2021-08-01', { kind: 'acting', style: 'phụ trách', until: '2021-09-01' });
      s.appoint('qa.ct', 'P:dung', '2021-09-01', { kind: 'acting', style: 'điều hành' });
    }),
    ['2021-08-31', 'answers qa.ct P:chi [acting:phụ trách]'],
    ['2021-09-01', 'answers qa.ct P:dung [acting:điều hành]'],
  );
  tells(
    'suspended: the acting holder counts, until the day of reinstatement',
    chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01');
      s.appoint('qa.ct', 'P:chi', '2021-08-01', { kind: 'acting', style: 'quyền' });
      s.suspend('qa.ct', 'P:an', '2021-09-01');
      s.reinstate('qa.ct', 'P:an', '2021-10-01');
    }),
    ['2021-08-31', 'answers qa.ct P:an'],
    ['2021-09-01', 'answers qa.ct P:chi [acting:quyền]'],
    ['2021-10-01', 'answers qa.ct P:an'],
  );
  tells(
    'suspended and nobody acts: the holder stays, flagged',
    chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01');
      s.suspend('qa.ct', 'P:an', '2021-09-01', '2021-10-01');
    }),
    ['2021-09-01', 'answers qa.ct P:an [suspended]'],
    ['2021-10-01', 'answers qa.ct P:an'],
  );
  tells(
    'an acting holder who is suspended is passed over for another, and flagged where there is none',
    chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-08-01', { kind: 'acting', style: 'quyền' });
      s.suspend('qa.ct', 'P:an', '2021-09-01');
      s.appoint('qa.ct', 'P:chi', '2021-08-01', { kind: 'acting', style: 'điều hành', until: '2021-10-01' });
    }),
    ['2021-09-30', 'answers qa.ct P:chi [acting:điều hành]'],
    ['2021-10-01', 'answers qa.ct P:an [acting:quyền] [suspended]'],
  );
  tells(
    'an office with two seats has two holders',
    () => {
      const story = city();
      story.body('bcd', 'qa', 'steering');
      story.office('bcd.tb', 'bcd', { seats: 2 });
      story.appoint('bcd.tb', 'P:an', '2021-01-01');
      story.appoint('bcd.tb', 'P:bình', '2021-01-01');
      story.task(['bcd']);
      return story;
    },
    ['2021-08-10', 'answers bcd.tb P:an', 'answers bcd.tb P:bình'],
  );
  tells(
    'attested on one day: known on that day only',
    chair((s) => s.attest('qa.ct', 'P:an', '2021-08-15')),
    ['2021-08-14', 'answers qa.ct: unknown-holder'],
    ['2021-08-15', 'answers qa.ct P:an attested'],
    ['2021-08-16', 'answers qa.ct: unknown-holder'],
  );
  tells(
    'attested twice: presumed between',
    chair((s) => {
      s.attest('qa.ct', 'P:an', '2021-09-15');
      s.attest('qa.ct', 'P:an', '2021-08-15');
    }),
    ['2021-08-15', 'answers qa.ct P:an attested'],
    ['2021-08-16', 'answers qa.ct P:an presumed'],
    ['2021-09-14', 'answers qa.ct P:an presumed'],
    ['2021-09-16', 'answers qa.ct: unknown-holder'],
  );
  tells(
    'somebody else attested between: not presumed',
    chair((s) => {
      s.attest('qa.ct', 'P:an', '2021-08-15');
      s.attest('qa.ct', 'P:bình', '2021-08-30');
      s.attest('qa.ct', 'P:an', '2021-09-15');
    }),
    ['2021-08-20', 'answers qa.ct: unknown-holder'],
    ['2021-08-30', 'answers qa.ct P:bình attested'],
    ['2021-09-10', 'answers qa.ct: unknown-holder'],
  );
  tells(
    'somebody else appointed between: not presumed',
    chair((s) => {
      s.attest('qa.ct', 'P:an', '2021-08-15');
      s.appoint('qa.ct', 'P:bình', '2021-08-20', { until: '2021-08-25' });
      s.attest('qa.ct', 'P:an', '2021-09-15');
    }),
    ['2021-08-18', 'answers qa.ct: unknown-holder'],
    ['2021-08-22', 'answers qa.ct P:bình'],
    ['2021-08-30', 'answers qa.ct: unknown-holder'],
  );
  tells(
    'an attestation that contradicts an appointment leaves it standing, flagged',
    chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01');
      s.attest('qa.ct', 'P:bình', '2021-08-30');
    }),
    ['2021-08-30', 'answers qa.ct P:an [conflict]'],
  );
  tells(
    'an attestation of the appointed person is no conflict, nor is that of an acting one',
    chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01');
      s.appoint('qa.ct', 'P:chi', '2021-08-01', { kind: 'acting' });
      s.attest('qa.ct', 'P:an', '2021-08-30');
      s.attest('qa.ct', 'P:chi', '2021-08-30');
    }),
    ['2021-08-30', 'answers qa.ct P:an'],
  );
  tells(
    'two persons attested on one day for one seat: the later record, flagged',
    chair((s) => {
      s.attest('qa.ct', 'P:an', '2021-08-15');
      s.attest('qa.ct', 'P:bình', '2021-08-15');
    }),
    ['2021-08-15', 'answers qa.ct P:bình attested [conflict]'],
  );
  it('a line says since when and until when the holder is recorded', () => {
    const story = chair((s) => s.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-12-01' }))();
    expect(whoAnswers(story.facts(), 't', '2021-08-15')?.lines[0]).toMatchObject({
      since: '2021-01-01',
      until: '2021-12-01',
      certainty: 'recorded',
    });
  });
});

describe('R4: no holder', () => {
  tells(
    'unnamed: nobody was ever recorded, and it answers; it does not climb',
    chair(() => {}),
    ['2021-08-10', 'answers qa.ct: unnamed'],
  );
  tells(
    'not unnamed where somebody is recorded for a later time',
    chair((s) => s.appoint('qa.ct', 'P:an', '2021-10-01')),
    ['2021-08-10', 'answers qa.ct: unknown-holder'],
  );
  tells(
    'vacant: the last appointment ended and nobody is attested since; the head of the same line above answers too',
    chair((s) => s.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-09-01' })),
    ['2021-08-31', 'answers qa.ct P:an'],
    ['2021-09-01', 'answers qa.ct: vacant', 'answers-in-vacancy tp.ct P:tp.ct'],
  );
  tells(
    'vacant after an appointment was ended',
    chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01');
      s.leave('qa.ct', 'P:an', '2021-09-01');
    }),
    ['2021-09-01', 'answers qa.ct: vacant', 'answers-in-vacancy tp.ct P:tp.ct'],
  );
  tells(
    'attested on or after the end: unknown, not vacant',
    chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-09-01' });
      s.attest('qa.ct', 'P:an', '2021-09-01');
    }),
    ['2021-09-01', 'answers qa.ct P:an attested'],
    ['2021-09-02', 'answers qa.ct: unknown-holder'],
  );
  tells(
    'attested before the end: vacant',
    chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-09-01' });
      s.attest('qa.ct', 'P:an', '2021-08-31');
    }),
    ['2021-09-02', 'answers qa.ct: vacant', 'answers-in-vacancy tp.ct P:tp.ct'],
  );
  tells(
    'vacant between two appointments',
    chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-09-01' });
      s.appoint('qa.ct', 'P:bình', '2021-10-01');
    }),
    ['2021-09-30', 'answers qa.ct: vacant', 'answers-in-vacancy tp.ct P:tp.ct'],
    ['2021-10-01', 'answers qa.ct P:bình'],
  );
  tells(
    'a vacancy climbs over one that is vacant too, to the next place',
    () => {
      const story = city(['qa.ct', 'pa1.ct']);
      for (const office of ['qa.ct', 'pa1.ct']) story.appoint(office, 'P:an', '2021-01-01', { until: '2021-09-01' });
      story.task(['pa1.gov']);
      return story;
    },
    ['2021-09-01', 'answers pa1.ct: vacant', 'answers-in-vacancy tp.ct P:tp.ct'],
  );
  tells(
    'and stops at the first that is not vacant, named or not',
    () => {
      const story = city(['qa.ct', 'pa1.ct']);
      story.appoint('pa1.ct', 'P:an', '2021-01-01', { until: '2021-09-01' });
      story.task(['pa1.gov']);
      return story;
    },
    ['2021-09-01', 'answers pa1.ct: vacant', 'answers-in-vacancy qa.ct: unnamed'],
  );
  tells(
    'the secretary’s vacancy climbs the party line, the chair’s the government line',
    () => {
      const story = city(['qa.ct', 'qa.bt']);
      for (const office of ['qa.ct', 'qa.bt']) story.appoint(office, 'P:an', '2021-01-01', { until: '2021-09-01' });
      story.task(['qa']);
      return story;
    },
    [
      '2021-09-01',
      'answers qa.bt: vacant',
      'answers qa.ct: vacant',
      'answers-in-vacancy tp.bt P:tp.bt',
      'answers-in-vacancy tp.ct P:tp.ct',
    ],
  );
  tells(
    'the parent body comes before the parent place',
    () => {
      const story = city();
      story.body('qa.yte', 'qa', 'government', { parent: 'qa.gov' });
      story.office('qa.yte.tp', 'qa.yte');
      story.appoint('qa.yte.tp', 'P:an', '2021-01-01', { until: '2021-09-01' });
      story.task(['qa.yte']);
      return story;
    },
    ['2021-09-01', 'answers qa.yte.tp: vacant', 'answers-in-vacancy qa.ct P:qa.ct'],
  );
  tells(
    'nobody above: no superior',
    () => {
      const story = city(['tp.bt']);
      story.appoint('tp.bt', 'P:an', '2021-01-01', { until: '2021-09-01' });
      story.task(['tp.party']);
      return story;
    },
    ['2021-09-01', 'answers tp.bt: vacant', 'answers-in-vacancy tp.party: no-superior'],
  );
  tells(
    'one of two co-heads is missing: the vacancy climbs for that one',
    () => {
      const story = city(['qa.ct']);
      story.office('qa.ct2', 'qa.gov');
      story.appoint('qa.ct2', 'P:an', '2021-01-01', { until: '2021-09-01' });
      story.appoint('qa.ct', 'P:bình', '2021-01-01');
      story.task(['qa.gov']);
      return story;
    },
    ['2021-09-01', 'answers qa.ct P:bình', 'answers qa.ct2: vacant', 'answers-in-vacancy tp.ct P:tp.ct'],
  );
  tells(
    'an office that only leads does not climb',
    () => {
      const story = city(['qa.bt']);
      story.appoint('qa.bt', 'P:an', '2021-01-01', { until: '2021-09-01' });
      story.directive('dg', 'tp.gov');
      story.task(['qa'], { directiveId: 'dg' });
      return story;
    },
    ['2021-09-01', 'answers qa.ct P:qa.ct', 'leads qa.bt: vacant'],
  );
});

describe('R7: persons change, the office goes on', () => {
  it('each holder answers for the days held', () => {
    const story = chair((s) => {
      s.appoint('qa.ct', 'P:an', '2021-01-01', { until: '2021-09-01' });
      s.appoint('qa.ct', 'P:bình', '2021-09-03');
    })();
    const days = ['2021-08-31', '2021-09-01', '2021-09-02', '2021-09-03', '2022-09-03'];
    const lines = days.map((day) => whoAnswers(story.facts(), 't', day)?.lines[0]);
    expect(lines.map((l) => [l?.holder ?? l?.reason, l?.since, l?.until])).toEqual([
      ['P:an', '2021-01-01', '2021-09-01'],
      ['vacant', '2021-09-01', '2021-09-03'],
      ['vacant', '2021-09-01', '2021-09-03'],
      ['P:bình', '2021-09-03', null],
      ['P:bình', '2021-09-03', null],
    ]);
  });
});

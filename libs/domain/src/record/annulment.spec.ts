import { aggregateOf } from '../aggregates.js';
import { confirmAnnulment, proposeAnnulment, requireAnnullable, signatory } from './annulment.js';
import { annulledIn, standing } from '../fold.js';
import type { RuleCode } from '../rule-violation.js';
import { refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';

function annullable(story: Story, target: string): RuleCode | null {
  const stream = story.events.find((e) => e.id === target)?.stream ?? 'task-t';
  const facts = story.facts();
  return refusalOf(() => requireAnnullable(aggregateOf(stream), facts.streamFacts(stream), facts, target));
}

describe('what others stand on is not annulled (R10)', () => {
  type Told = (s: Story) => string;
  it.each<[string, Told, RuleCode | null]>([
    ['an event that nothing stands on', (s) => s.extend('2021-12-31', '2021-08-20'), null],
    ['an event that is not there', () => 'e999', 'no-such-record'],
    [
      'an annulled event',
      (s) => {
        const id = s.extend('2021-12-31', '2021-08-20');
        s.annul(id);
        return id;
      },
      'already-annulled',
    ],
    [
      'an assignment with a report on it',
      (s) => {
        s.complete('2021-08-20');
        return s.events.find((e) => e.type === 'TaskAssigned')?.id ?? '';
      },
      'others-stand-on-it',
    ],
    [
      'a report that was decided',
      (s) => {
        const report = s.complete('2021-08-20');
        s.verify(report, '2021-08-21');
        return report;
      },
      'others-stand-on-it',
    ],
    [
      'a report whose verdict is annulled',
      (s) => {
        const report = s.complete('2021-08-20');
        s.annul(s.verify(report, '2021-08-21'));
        return report;
      },
      null,
    ],
    [
      'a directive with tasks',
      (s) => s.events.find((e) => e.type === 'DirectiveIssued')?.id ?? '',
      'others-stand-on-it',
    ],
    [
      'a directive whose only task is annulled',
      (s) => {
        s.annul(s.events.find((e) => e.type === 'TaskAssigned')?.id ?? '');
        return s.events.find((e) => e.type === 'DirectiveIssued')?.id ?? '';
      },
      null,
    ],
    ['a place with bodies', (s) => s.events.find((e) => e.stream === 'unit-qb')?.id ?? '', 'others-stand-on-it'],
    [
      'an office with holders',
      (s) => s.events.find((e) => e.stream === 'office-qb.ct')?.id ?? '',
      'others-stand-on-it',
    ],
    [
      'a person who holds an office',
      (s) => {
        const id = s.add('PersonRegistered', 'P:qb.ct', { personId: 'P:qb.ct', name: 'Lê Văn C' });
        return id;
      },
      'others-stand-on-it',
    ],
    [
      'an appointment that was ended',
      (s) => {
        s.leave('qb.ct', 'P:qb.ct', '2021-08-20');
        return s.events.find((e) => e.type === 'HeadAppointed' && e.stream === 'office-qb.ct')?.id ?? '';
      },
      'others-stand-on-it',
    ],
    [
      'the end of an appointment, where another sits on the chair since',
      (s) => {
        const end = s.leave('qb.ct', 'P:qb.ct', '2021-08-20');
        s.appoint('qb.ct', 'P:an', '2021-08-20');
        return end;
      },
      'others-stand-on-it',
    ],
    [
      'a reassignment, where the new lead has passed the task on',
      (s) => {
        const id = s.reassign('qb', '2021-08-15');
        s.delegate('qb', 'pa1', '2021-08-16');
        return id;
      },
      'others-stand-on-it',
    ],
    [
      'a reassignment, where the new lead has reported completion',
      (s) => {
        const id = s.reassign('qb', '2021-08-15');
        s.complete('2021-08-20', 'qb');
        return id;
      },
      'others-stand-on-it',
    ],
    [
      'a delegation that was passed on',
      (s) => {
        s.delegate('qa', 'qb', '2021-08-15');
        const id = `e${s.now}`;
        s.delegate('qb', 'pa1', '2021-08-16');
        return id;
      },
      'others-stand-on-it',
    ],
    [
      'the only date, where it was extended',
      (s) => {
        const id = s.clarify('2021-08-31', '2021-08-12');
        s.extend('2021-12-31', '2021-08-20');
        return id;
      },
      'others-stand-on-it',
    ],
    [
      'one of two dates, where the last was extended',
      (s) => {
        s.clarify('2021-08-30', '2021-08-11');
        const id = s.clarify('2021-08-31', '2021-08-12');
        s.extend('2021-12-31', '2021-08-20');
        return id;
      },
      null,
    ],
    [
      'a split, where the successor of a task is decided',
      (s) => {
        const id = s.split('qa', ['qb', 'pa1'], '2021-09-01');
        s.decideSuccessor('qa', 'qb', '2021-09-02');
        return id;
      },
      'others-stand-on-it',
    ],
    [
      'a fan-out, where a member has acted',
      (s) => {
        s.class('quan', 'tp', null);
        s.reassign('quan', '2021-08-12');
        const id = s.fanOut('t', 'quan', ['qb'], '2021-08-13');
        s.reassign('pa1', '2021-08-20', [], 't/qb');
        return id;
      },
      'others-stand-on-it',
    ],
    [
      'a suspension that was lifted',
      (s) => {
        const id = s.turn('TaskSuspended', '2021-08-15');
        s.turn('TaskResumed', '2021-08-16');
        return id;
      },
      'others-stand-on-it',
    ],
    ['a merger', (s) => s.merge('qa', 'qb', '2021-09-01'), null],
  ])('%s', (_, tell, code) => {
    const story = city();
    story.task(['qa']);
    expect(annullable(story, tell(story))).toBe(code);
  });

  it('a proposal is not annulled, an annulment is', () => {
    const story = city();
    story.task(['qa']);
    const annulment = story.annul(story.extend('2021-12-31', '2021-08-20'));
    const proposal = story.events.find((e) => e.type === 'AnnulmentProposed')?.id ?? '';
    expect([annullable(story, proposal), annullable(story, annulment)]).toEqual(['proposal-is-not-annulled', null]);
  });
  it('an annulment is not undone where something else was recorded in the place of what it took out', () => {
    const story = city();
    const annulment = story.annul(story.task(['qa']));
    expect(annullable(story, annulment)).toBeNull();
    story.task(['qb']);
    expect(annullable(story, annulment)).toBe('others-stand-on-it');
    const seats = city();
    const left = seats.annul(
      seats.events.find((e) => e.stream === 'office-qb.ct' && e.type === 'HeadAppointed')?.id ?? '',
    );
    seats.appoint('qb.ct', 'P:an', '2021-01-01');
    expect(annullable(seats, left)).toBe('others-stand-on-it');
  });
});

describe('two persons', () => {
  function signed(office: string, person: string, on = '2021-09-01') {
    return { office, person, on, reason: 'nhập nhầm' };
  }
  function proposed(): { story: Story; target: string; proposal: string } {
    const story = city();
    story.task(['qa']);
    const target = story.extend('2021-12-31', '2021-08-20');
    const facts = story.facts();
    const [fact] = proposeAnnulment(aggregateOf('task-t'), facts.streamFacts('task-t'), facts, {
      target,
      ...signed('tp.bt', 'P:tp.bt'),
    });
    if (fact?.type !== 'AnnulmentProposed') throw new Error('a proposal is made');
    return { story, target, proposal: story.record('task-t', fact) };
  }
  function confirmed(
    change: Partial<ReturnType<typeof signed> & { target: string; proposal: string }>,
  ): RuleCode | null {
    const { story, target, proposal } = proposed();
    const facts = story.facts();
    const data = { target, proposal, ...signed('tp.ct', 'P:tp.ct'), ...change };
    return refusalOf(() => confirmAnnulment(aggregateOf('task-t'), facts.streamFacts('task-t'), facts, data));
  }
  it('one proposes, another confirms, on or after that day', () => {
    expect(confirmed({})).toBeNull();
    expect(confirmed({ on: '2021-08-31' })).toBe('confirmed-before-proposed');
  });
  it('not the same office, not the same person in two chairs', () => {
    expect(confirmed({ office: 'tp.bt' })).toBe('two-offices-needed');
    expect(confirmed({ person: 'P:tp.bt' })).toBe('two-persons-needed');
  });
  it('what is confirmed was proposed', () => {
    expect(confirmed({ proposal: 'e1' })).toBe('annulment-not-proposed');
    expect(confirmed({ target: 'e1' })).toBe('annulment-not-proposed');
  });
  it('signs for an office: its holder on that day', () => {
    const story = city(['qa.ct', 'qb.ct']);
    story.appoint('qb.ct', 'P:an', '2021-01-01', { until: '2021-09-01' });
    story.suspend('tp.ct', 'P:tp.ct', '2021-09-01');
    const signs = (office: string, on: string) => {
      try {
        return signatory(story.facts(), office, on);
      } catch {
        return refusalOf(() => signatory(story.facts(), office, on));
      }
    };
    expect(signs('qb.ct', '2021-08-31')).toBe('P:an');
    expect(signs('qb.ct', '2021-09-01')).toBe('unnamed-holder-cannot-act');
    expect(signs('qa.ct', '2021-08-31')).toBe('unnamed-holder-cannot-act');
    expect([signs('tp.ct', '2021-08-31'), signs('tp.ct', '2021-09-01')]).toEqual([
      'P:tp.ct',
      'unnamed-holder-cannot-act',
    ]);
    expect(signs('không-có', '2021-08-31')).toBe('office-unknown');
    story.appoint('qa.ct', 'P:chi', '2021-01-01', { kind: 'acting', style: 'quyền' });
    story.suspend('qa.ct', 'P:chi', '2021-09-01');
    expect([signs('qa.ct', '2021-08-31'), signs('qa.ct', '2021-09-01')]).toEqual([
      'P:chi',
      'unnamed-holder-cannot-act',
    ]);
  });
});

describe('folding without annulled events', () => {
  it('an annulment of an annulment counts, however deep', () => {
    const story = city();
    const target = story.task(['qa']);
    const inForce = () => standing(story.facts().streamFacts('task-t')).map((f) => f.id);
    const first = story.annul(target);
    expect(inForce()).toEqual([]);
    const second = story.annul(first);
    expect(inForce()).toEqual([target]);
    story.annul(second);
    expect(inForce()).toEqual([]);
    expect([...annulledIn(story.facts().streamFacts('task-t'))].sort()).toEqual([target, second].sort());
  });
  it('a type that the aggregate does not know is a fault, never skipped', () => {
    const story = city();
    story.task(['qa']);
    const facts = story.facts();
    const stray = { id: 'x', ordinal: 999, stream: 'task-t', type: 'UnitRenamed', data: {} };
    const stream = [...facts.streamFacts('task-t'), stray];
    expect(() => requireAnnullable(aggregateOf('task-t'), stream, facts, 'x')).toThrow('no event UnitRenamed');
  });
});

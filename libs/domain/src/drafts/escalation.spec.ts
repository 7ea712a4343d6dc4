import { city, seat, type Story } from '../testing/story.js';
import { escalationDue, escalationOf } from './escalation.js';

/** `qa` leads `t` of the city's party committee, due on 20 August 2021. */
function overdue(story: Story = city(), leads = ['qa.gov']): Story {
  story.task(leads, { deadline: '2021-08-20' });
  return story;
}

/** The event that assigned the task and set its first date. */
function assignedBy(story: Story): string {
  return story.events.find((event) => event.type === 'TaskAssigned')?.id ?? '';
}

/** Where it goes and why, in words. */
function addressed(story: Story, on = '2021-08-21', task = 't'): string[] | null {
  const draft = escalationOf(story.facts(), task, on);
  return draft && draft.to.map((one) => `${one.office ?? 'nobody'} ${one.basis ?? '-'}`);
}

function signed(story: Story, on = '2021-08-21'): string[] {
  return (escalationOf(story.facts(), 't', on)?.signs ?? []).map((one) => `${one.unit} ${one.office ?? '-'}`);
}

describe('an escalation', () => {
  it('is none until the day after the deadline, which counts to its end', () => {
    const story = overdue();
    expect(addressed(story, '2021-08-20')).toBeNull();
    expect(addressed(story, '2021-08-21')).toEqual(['tp.ct one-step-up']);
  });

  it('says what it is about and rests on: the heads who answer, the days, the event that set the date', () => {
    const story = overdue();
    const extension = story.extend('2021-08-25', '2021-08-19');
    expect(escalationOf(story.facts(), 't', '2021-08-28')).toMatchObject({
      taskId: 't',
      on: '2021-08-28',
      ground: extension,
      deadline: '2021-08-25',
      overdueDays: 3,
      about: [{ unit: 'qa.gov', office: 'qa.ct', holder: 'P:qa.ct', reason: null }],
    });
  });

  it('goes to the head of the body that the office was declared accountable to, while that holds', () => {
    const story = overdue();
    story.declare('qa.ct', 'tp.party', '2021-08-01');
    expect(addressed(story)).toEqual(['tp.bt declared']);
    expect(addressed(overdue())).toEqual(['tp.ct one-step-up']);
  });

  it('to a declared place goes to the head of its own line', () => {
    const story = overdue();
    story.declare('qa.ct', 'tp', '2021-08-01');
    expect(addressed(story)).toEqual(['tp.ct declared']);
  });

  it('goes for a place that leads to both superiors, each of its line', () => {
    expect(addressed(overdue(city(), ['qa']))).toEqual(['tp.bt one-step-up', 'tp.ct one-step-up']);
  });

  it('passes a vacant office, and one without a name stops it', () => {
    const vacant = overdue(city(), ['pa1.gov']);
    vacant.leave('qa.ct', 'P:qa.ct', '2021-08-15');
    expect(addressed(vacant)).toEqual(['tp.ct one-step-up']);
    expect(addressed(overdue(city(['qa.ct']), ['pa1.gov']))).toEqual(['qa.ct one-step-up']);
  });

  it('of a vacant office is about the one who answers in the vacancy, and goes above that one', () => {
    const story = overdue(city(), ['pa1.gov']);
    story.leave('pa1.ct', 'P:pa1.ct', '2021-08-15');
    expect(escalationOf(story.facts(), 't', '2021-08-21')?.about.map((one) => one.office)).toEqual(['pa1.ct', 'qa.ct']);
    expect(addressed(story)).toEqual(['tp.ct one-step-up']);
  });

  it('never goes to a person whom it is about, in whatever chair', () => {
    const story = overdue();
    story.leave('tp.ct', 'P:tp.ct', '2021-08-01');
    story.appoint('tp.ct', 'P:qa.ct', '2021-08-01');
    expect(addressed(story)).toEqual(['tp.bt issuer']);
  });

  it('goes to the issuer where nobody is above, and to nobody where that is the one it is about', () => {
    expect(addressed(overdue(city(), ['tp.gov']))).toEqual(['tp.bt issuer']);
    const own = overdue(city(), ['tp.party']);
    expect(addressed(own)).toEqual(['nobody -']);
    expect(signed(own)).toEqual([]);
  });

  it('waits for the signature of its addressee and of the issuer', () => {
    expect(signed(overdue())).toEqual(['tp.gov tp.ct', 'tp.party tp.bt']);
  });

  it('is none for what is suspended, waits to be verified or is done, and comes when that ends', () => {
    const story = overdue();
    const due = (on: string) => escalationDue(story.facts(), 't', assignedBy(story), on);
    expect([due('2021-08-20'), due('2021-08-21')]).toEqual(['later', 'now']);
    story.turn('TaskSuspended', '2021-08-22');
    expect(due('2021-08-22')).toBe('later');
    story.turn('TaskResumed', '2021-08-24');
    expect(due('2021-08-24')).toBe('now');
    const report = story.complete('2021-08-25', 'qa.gov');
    expect(due('2021-08-25')).toBe('later');
    story.verify(report, '2021-08-26');
    expect(due('2021-08-26')).toBe('never');
  });

  it('is none any more for a date that another one has replaced, and none yet for one that is not valid yet', () => {
    const story = overdue();
    const extension = story.extend('2021-08-30', '2021-08-18');
    expect(escalationDue(story.facts(), 't', assignedBy(story), '2021-08-21')).toBe('never');
    expect(escalationDue(story.facts(), 't', extension, '2021-08-17')).toBe('later');
    story.annul(extension);
    expect(escalationDue(story.facts(), 't', assignedBy(story), '2021-08-21')).toBe('now');
    expect(escalationDue(story.facts(), 't', extension, '2021-09-02')).toBe('never');
  });

  it('of a class goes from each member’s own task; of the class itself while members are missing', () => {
    const story = city();
    seat(story, 'qb2');
    story.class('cac-quan', 'tp', null);
    story.members('cac-quan', ['qa', 'qb'], '2021-08-01');
    story.task(['cac-quan'], { deadline: '2021-08-20' });
    expect(escalationOf(story.facts(), 't', '2021-08-21')?.about).toEqual([
      { unit: 'cac-quan', office: null, holder: null, reason: 'not-fanned-out' },
    ]);
    expect(addressed(story)).toEqual(['tp.bt issuer']);
    story.fanOut('t', 'cac-quan', ['qa', 'qb'], '2021-08-11');
    expect(addressed(story, '2021-08-21', 't/qa')).toEqual(['tp.bt one-step-up', 'tp.ct one-step-up']);
    expect(escalationOf(story.facts(), 't', '2021-08-21')?.about.map((one) => one.unit)).toEqual(['cac-quan']);
  });
});

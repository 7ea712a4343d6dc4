import { refusalOf } from '../testing/given.js';
import { city, type Story } from '../testing/story.js';
import { proposeAnnulment } from '../record/annulment.js';
import { task } from '../tasks/task.js';
import { draft, type Draft, sign } from './draft.js';
import { groundChanges, holdsOnReview } from './draft-ground.js';
import { requireGroundSeen, requireSigner } from './draft-signing.js';
import { escalationOf } from './escalation.js';
import { rectificationOf, unitsNamedBy } from './rectification-draft.js';
import { finding, type FindingEvents } from '../inspections/finding.js';

/** `t`, led by the People's Committee of `qa`, was due on 20 August; its escalation is drafted on the 21st. */
function escalated(): Story {
  const story = city();
  story.task(['qa.gov'], { deadline: '2021-08-20' });
  draftEscalation(story);
  return story;
}

/** Id of the first event of a type. */
function first(story: Story, type: string): string {
  return story.events.find((event) => event.type === type)?.id ?? '';
}

function draftEscalation(story: Story): void {
  const escalation = escalationOf(story.facts(), 't', '2021-08-21');
  if (!escalation) throw new Error('nothing to escalate');
  story.add('EscalationDrafted', 'd1', { draftId: 'd1', ...escalation });
}

function draftIn(story: Story): Draft {
  const found = story.facts().of(draft, 'd1');
  if (!found) throw new Error('no draft');
  return found;
}

const shortcoming: FindingEvents['FindingLogged'] = {
  findingId: 'f1',
  kind: 'shortcoming',
  occasion: 'meeting',
  summary: 'Còn chủ quan, lơ là',
  units: ['qa.gov'],
  unitsText: null,
  on: '2021-08-10',
  madeByUnit: 'tp.gov',
  madeByPerson: null,
  onBehalfOf: null,
  teamId: null,
  visitId: null,
  directiveId: null,
  tasks: [],
};

function found(data: Partial<FindingEvents['FindingLogged']> = {}): Story {
  const story = city();
  story.add('FindingLogged', 'f1', { ...shortcoming, ...data });
  return story;
}

const signs = (story: Story, office: string, on = '2021-08-22') =>
  refusalOf(() => requireSigner(story.facts(), draftIn(story), office, on));

describe('who signs a draft', () => {
  it('a holder of an office of the body that it goes to, or of the body that gave the task', () => {
    const story = escalated();
    expect(requireSigner(story.facts(), draftIn(story), 'tp.ct', '2021-08-22')).toBe('P:tp.ct');
    expect([signs(story, 'tp.ct'), signs(story, 'tp.bt')]).toEqual([null, null]);
    story.office('tp.pct', 'tp.gov', { head: false });
    expect(signs(story, 'tp.pct')).toBe('unnamed-holder-cannot-act');
    story.appoint('tp.pct', 'P:pct', '2021-01-01');
    expect(signs(story, 'tp.pct')).toBeNull();
    expect(signs(story, 'qb.ct')).toBe('not-theirs-to-sign');
    expect(signs(story, 'nobody')).toBe('office-unknown');
  });

  it('never one whom it is about: not in another chair, and not one who has taken over since', () => {
    const story = escalated();
    story.office('tp.pct', 'tp.gov', { head: false });
    story.appoint('tp.pct', 'P:qa.ct', '2021-08-01');
    expect(signs(story, 'tp.pct')).toBe('signer-is-concerned');
    story.leave('tp.pct', 'P:qa.ct', '2021-08-22');
    story.appoint('tp.pct', 'P:new', '2021-08-22');
    expect(signs(story, 'tp.pct', '2021-08-23')).toBeNull();
    story.replace('qa.ct', 'P:qa.ct', 'P:new', '2021-08-23');
    expect(signs(story, 'tp.pct', '2021-08-23')).toBe('signer-is-concerned');
  });

  it('never from a body inside the unit that it is about', () => {
    const story = city();
    story.task(['tp'], { deadline: '2021-08-20' });
    const escalation = escalationOf(story.facts(), 't', '2021-08-21');
    expect(escalation?.signs).toEqual([]);
    const signed = [{ unit: 'tp.party', office: 'tp.bt' }];
    if (escalation) story.add('EscalationDrafted', 'd1', { draftId: 'd1', ...escalation, signs: signed });
    story.office('tp.vp', 'tp.party', { head: false });
    story.appoint('tp.vp', 'P:vp', '2021-01-01');
    expect(signs(story, 'tp.vp')).toBe('signer-is-concerned');
  });
});

describe('the ground of a draft', () => {
  const changes = (story: Story, on = '2021-08-30') =>
    groundChanges(story.facts(), draftIn(story), on).map((change) => change.what);
  const mayBeSigned = (story: Story, seenAt: number | null, on = '2021-08-30') =>
    refusalOf(() => requireGroundSeen(story.facts(), draftIn(story), on, seenAt));

  it('stands while the task is overdue by that date and the same heads answer', () => {
    const story = escalated();
    expect([changes(story), mayBeSigned(story, null), holdsOnReview(story.facts(), draftIn(story))]).toEqual([
      [],
      null,
      true,
    ]);
  });

  const lost: [string, string, (story: Story) => void][] = [
    ['the task was done', 'done-late', (s) => s.verify(s.complete('2021-08-22', 'qa.gov'), '2021-08-23')],
    ['a completion waits', 'awaiting-verification', (s) => s.complete('2021-08-22', 'qa.gov')],
    ['it was suspended', 'suspended', (s) => s.turn('TaskSuspended', '2021-08-22')],
    ['it was withdrawn', 'withdrawn', (s) => s.revoke('d', '2021-08-22')],
    ['the date was moved', 'deadline-moved', (s) => s.extend('2021-09-20', '2021-08-22')],
    ['another leads', 'answering-changed', (s) => s.reassign('qb.gov', '2021-08-22')],
    ['it was taken off the record', 'record-annulled', (s) => s.annul(first(s, 'TaskAssigned'))],
  ];
  it.each(lost)('is lost where %s; it is signed only by who has seen that', (_, what, happens) => {
    const story = escalated();
    const before = story.now;
    happens(story);
    expect(changes(story)).toEqual([what]);
    expect([mayBeSigned(story, null), mayBeSigned(story, before), mayBeSigned(story, story.now)]).toEqual([
      'draft-lost-its-ground',
      'draft-lost-its-ground',
      null,
    ]);
  });

  it('is in breach where the record as known now says that the draft should not have been', () => {
    const later = escalated();
    later.verify(later.complete('2021-08-22', 'qa.gov'), '2021-08-23');
    expect(holdsOnReview(later.facts(), draftIn(later))).toBe(true);
    const sameDay = escalated();
    sameDay.complete('2021-08-21', 'qa.gov');
    expect(holdsOnReview(sameDay.facts(), draftIn(sameDay))).toBe(true);
    const moved = escalated();
    moved.extend('2021-09-20', '2021-08-20');
    expect(holdsOnReview(moved.facts(), draftIn(moved))).toBe(false);
    const backdated = escalated();
    backdated.verify(backdated.complete('2021-08-19', 'qa.gov'), '2021-08-20');
    expect(holdsOnReview(backdated.facts(), draftIn(backdated))).toBe(false);
    const annulled = escalated();
    annulled.annul(first(annulled, 'TaskAssigned'));
    expect(holdsOnReview(annulled.facts(), draftIn(annulled))).toBe(false);
  });

  it('is no act: what it stands on may be annulled, until a person has signed', () => {
    const story = city();
    const assigned = story.task(['qa.gov'], { deadline: '2021-08-20' });
    draftEscalation(story);
    const propose = () =>
      proposeAnnulment(task, story.facts().streamFacts('task-t'), story.facts(), {
        target: assigned,
        office: 'tp.bt',
        person: 'P:tp.bt',
        on: '2021-08-22',
        reason: 'nhập nhầm',
      });
    expect(refusalOf(propose)).toBeNull();
    const decision = { draftId: 'd1', subject: 'task-t', office: 'tp.ct', person: 'P:tp.ct', on: '2021-08-22' };
    for (const event of sign(draftIn(story), { ...decision, seenAt: null, note: null }))
      story.record('draft-d1', event);
    expect(refusalOf(propose)).toBe('others-stand-on-it');
  });
});

describe('a draft of a rectification', () => {
  const of = (story: Story, unit = 'qa.gov', on = '2021-08-12') => rectificationOf(story.facts(), 'f1', unit, on);

  it('is on the heads in office on the day of the finding, and names no date', () => {
    const story = found();
    story.replace('qa.ct', 'P:qa.ct', 'P:new', '2021-08-11');
    const draft = of(story);
    expect(draft).toMatchObject({ about: [{ unit: 'qa.gov', office: 'qa.ct', holder: 'P:qa.ct' }], unit: 'qa.gov' });
    expect(Object.keys(draft ?? {}).sort()).toEqual(['about', 'findingId', 'ground', 'on', 'signs', 'unit']);
  });

  it('is on an office also where nobody was ever recorded in it', () => {
    const story = city(['qa.ct']);
    story.add('FindingLogged', 'f1', shortcoming);
    expect(of(story)?.about).toEqual([{ unit: 'qa.gov', office: 'qa.ct', holder: null, reason: 'unnamed' }]);
  });

  it('waits for the signature of whoever made the finding; of the body above where that is nobody else', () => {
    expect(of(found())?.signs).toEqual([{ unit: 'tp.gov', office: 'tp.ct' }]);
    expect(of(found({ onBehalfOf: 'tp.party' }))?.signs).toEqual([{ unit: 'tp.party', office: 'tp.bt' }]);
    for (const madeByUnit of [null, 'qa.gov']) {
      expect(of(found({ madeByUnit }))?.signs).toEqual([{ unit: 'tp.gov', office: 'tp.ct' }]);
    }
    const place = found({ units: ['qa'], madeByUnit: null });
    expect(of(place, 'qa')?.signs.map((one) => one.office)).toEqual(['tp.bt', 'tp.ct']);
  });

  it('is none for a strength or a risk, for a unit that is not named, and for a class', () => {
    for (const kind of ['strength', 'risk'] as const) expect(of(found({ kind }))).toBeNull();
    expect(of(found({ kind: 'violation' }))).not.toBeNull();
    expect(of(found(), 'qb.gov')).toBeNull();
    const story = found({ units: [] });
    story.class('cac-quan', 'tp', null);
    const named = story.add('FindingUnitsIdentified', 'f1', {
      findingId: 'f1',
      units: ['cac-quan', 'qb.gov'],
      by: 'tp.gov',
      on: '2021-08-11',
    });
    expect([of(story, 'cac-quan'), of(story, 'qb.gov', '2021-08-10')]).toEqual([null, null]);
    expect(of(story, 'qb.gov')?.ground).toBe(named);
    const state = story.facts().of(finding, 'f1');
    expect(state && [unitsNamedBy(state, state.at.id), unitsNamedBy(state, named)]).toEqual([
      [],
      ['cac-quan', 'qb.gov'],
    ]);
  });

  it('loses its ground with the finding', () => {
    const story = found();
    const rectification = of(story);
    if (rectification) story.add('RectificationDrafted', 'd1', { draftId: 'd1', ...rectification });
    expect(groundChanges(story.facts(), draftIn(story), '2021-08-20')).toEqual([]);
    const confirmed = story.annul(first(story, 'FindingLogged'));
    expect(groundChanges(story.facts(), draftIn(story), '2021-08-20')).toMatchObject([
      { what: 'record-annulled', evidence: [{ id: confirmed }] },
    ]);
    expect(holdsOnReview(story.facts(), draftIn(story))).toBe(false);
  });
});

import type { CivilDate } from '../civil-date.js';
import { finding, type Finding, type FindingEvents } from '../inspections/finding.js';
import { findingStatus } from '../inspections/finding-status.js';
import type { RectificationEvents, Signature } from '../inspections/rectification.js';
import type { Story } from './story.js';

/** The city's chair signs, if nothing else is said. */
export const CHAIR: Signature = { by: 'tp.gov', office: 'tp.ct', person: 'P:tp.ct' };

/** A shortcoming of `qa`, said by the city on 10 August 2021 at a meeting, if nothing else is said. */
export const SHORTCOMING: FindingEvents['FindingLogged'] = {
  findingId: 'f',
  kind: 'shortcoming',
  occasion: 'meeting',
  summary: 'Kiểm soát ra vào còn lỏng',
  units: ['qa'],
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

export function found(story: Story, o: Partial<FindingEvents['FindingLogged']> = {}): string {
  return story.add('FindingLogged', o.findingId ?? 'f', { ...SHORTCOMING, ...o });
}

/** Asks `qa` on 12 August to put `f` right, as rectification `k`, without a date, if nothing else is said. */
export function asked(story: Story, o: Partial<RectificationEvents['RectificationRequested']> = {}): string {
  const request = {
    findingId: 'f',
    rectificationId: 'k',
    unit: 'qa',
    what: 'Bố trí đủ ca',
    dueOn: null,
    dueText: null,
  };
  return story.add('RectificationRequested', o.findingId ?? 'f', { ...request, on: '2021-08-12', ...CHAIR, ...o });
}

export function due(story: Story, dueOn: CivilDate, on: CivilDate): string {
  const data = { findingId: 'f', rectificationId: 'k', dueOn, basis: null, on, ...CHAIR };
  return story.add('RectificationDueSet', 'f', data);
}

export function putRight(story: Story, on: CivilDate, by: string = 'qa.gov', rectificationId: string = 'k'): string {
  const data = { findingId: 'f', rectificationId, by, text: 'Đã đủ ca', files: [], on };
  return story.add('RectificationReported', 'f', data);
}

export function decided(
  story: Story,
  report: string,
  on: CivilDate,
  accepted: boolean = true,
  rectificationId: string = 'k',
): string {
  const reason = accepted ? null : 'còn thiếu';
  return story.add('RectificationVerified', 'f', {
    findingId: 'f',
    rectificationId,
    report,
    accepted,
    reason,
    on,
    ...CHAIR,
  });
}

export function passedTo(story: Story, from: string, to: string, on: CivilDate): string {
  return story.add('FindingSuccessorDecided', 'f', { findingId: 'f', from, to, on, ...CHAIR });
}

export function findingIn(story: Story, id: string = 'f'): Finding {
  const state = story.facts().of(finding, id);
  if (!state) throw new Error('the finding is known');
  return state;
}

/** `qa→qb overdue` for each unit of the finding on the date. */
export function unitsOn(story: Story, asOf: CivilDate): string[] {
  return findingStatus(story.facts(), findingIn(story), asOf).lines.map(
    ({ unit, standing, status }) => `${unit === standing ? unit : `${unit}→${standing ?? '?'}`} ${status}`,
  );
}

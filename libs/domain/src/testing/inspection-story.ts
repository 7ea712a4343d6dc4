import type { CivilDate } from '../civil-date.js';
import { inspection, type InspectionTeam } from '../inspections/inspection.js';
import type { InspectionEvents } from '../inspections/inspection-events.js';
import type { Story } from './story.js';

/** A team of the city's party committee since 12 August 2021, led by `P:an`. */
export const CITY_TEAM: InspectionEvents['InspectionTeamEstablished'] = {
  teamId: 'doan',
  name: 'Đoàn kiểm tra số 1',
  kind: 'inspection',
  owners: ['tp.party'],
  teamCount: 1,
  leaders: ['P:an'],
  leaderOffice: null,
  leaderText: null,
  members: ['P:ba'],
  membersText: null,
  scope: 'phòng, chống dịch',
  checklist: ['Hồ sơ', 'Hiện trường'],
  areas: [],
  reportsTo: 'tp.party',
  directiveId: null,
  on: '2021-08-12',
  establishedOn: null,
};

export function team(story: Story, o: Partial<InspectionEvents['InspectionTeamEstablished']> = {}): string {
  return story.add('InspectionTeamEstablished', o.teamId ?? 'doan', { ...CITY_TEAM, ...o });
}

export function sent(story: Story, to: string[], on: CivilDate, until: CivilDate | null = null): string {
  return story.add('InspectionTeamDispatched', 'doan', { teamId: 'doan', to, on, until });
}

export function visited(
  story: Story,
  unit: string,
  on: CivilDate,
  o: { visitId?: string; teamId?: string } = {},
): string {
  const { visitId = `v-${unit}-${on}`, teamId = 'doan' } = o;
  const data = { teamId, visitId, unit, sites: [], on, partOfDay: null, receivedBy: null, flags: [] };
  return story.add('SiteVisited', teamId, data);
}

export function teamIn(story: Story, id: string = 'doan'): InspectionTeam {
  const state = story.facts().of(inspection, id);
  if (!state) throw new Error('the team is known');
  return state;
}

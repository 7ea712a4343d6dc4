import fc from 'fast-check';
import type { NewFact } from '../decider.js';
import {
  changeTeam,
  dispatchTeam,
  establishTeam,
  inspection,
  type InspectionTeam,
  journeysOf,
  returnTeam,
  visitSite,
} from './inspection.js';
import type { InspectionEvents } from './inspection-events.js';
import { anyHistoryHolds, someDay } from '../testing/any-history.js';
import { given } from '../testing/given.js';

const team: InspectionEvents['InspectionTeamEstablished'] = {
  teamId: 'doan-1',
  name: 'Đoàn kiểm tra công tác phòng, chống dịch',
  kind: 'inspection',
  owners: ['tp.party'],
  teamCount: 15,
  leaders: [],
  leaderOffice: 'tp.bt',
  leaderText: null,
  members: [],
  membersText: 'lãnh đạo các sở',
  scope: 'phòng, chống dịch',
  checklist: [],
  areas: ['qa'],
  reportsTo: 'tp.party',
  directiveId: null,
  on: '2021-08-12',
  establishedOn: null,
};
const established: NewFact<InspectionEvents> = { type: 'InspectionTeamEstablished', data: team };
const visit: InspectionEvents['SiteVisited'] = {
  teamId: 'doan-1',
  visitId: 'v1',
  unit: 'qa',
  sites: [{ name: 'Trạm y tế', unit: null }],
  on: '2021-08-13',
  partOfDay: 'morning',
  receivedBy: null,
  flags: [],
};

describe('inspection team', () => {
  it('is established once; the number of teams is what the source says, or unknown', () => {
    given(inspection)
      .when((t) => establishTeam(t, team))
      .then(established);
    given(inspection, established)
      .when((t) => establishTeam(t, team))
      .refuses('team-already-established');
    given(inspection)
      .when((t) => establishTeam(t, { ...team, teamCount: 0 }))
      .refuses('team-count-not-positive');
    const unknown: NewFact<InspectionEvents> = {
      type: 'InspectionTeamEstablished',
      data: { ...team, teamCount: null },
    };
    given(inspection)
      .when((t) => establishTeam(t, { ...team, teamCount: null }))
      .then(unknown);
  });

  it('is dispatched for a period, from its day on', () => {
    const go = (on: string, until: string | null) => (t: InspectionTeam | null) =>
      dispatchTeam(t, { teamId: 'doan-1', to: ['qa'], on, until });
    const gone: NewFact<InspectionEvents> = {
      type: 'InspectionTeamDispatched',
      data: { teamId: 'doan-1', to: ['qa'], on: '2021-08-12', until: null },
    };
    given(inspection, established).when(go('2021-08-12', null)).then(gone);
    given(inspection, established).when(go('2021-08-11', null)).refuses('before-the-team');
    given(inspection, established).when(go('2021-08-12', '2021-08-12')).refuses('period-ends-before-it-begins');
    given(inspection).when(go('2021-08-12', null)).refuses('team-unknown');
  });

  it('is back before the day that was said, or on one that nobody had said', () => {
    const away = (until: string | null): NewFact<InspectionEvents> => ({
      type: 'InspectionTeamDispatched',
      data: { teamId: 'doan-1', to: ['qa'], on: '2021-08-12', until },
    });
    const back = (on: string) => (t: InspectionTeam | null) => returnTeam(t, { teamId: 'doan-1', on });
    const returned: NewFact<InspectionEvents> = {
      type: 'InspectionTeamReturned',
      data: { teamId: 'doan-1', on: '2021-08-15' },
    };
    const state = given(inspection, established, away(null)).when(back('2021-08-15')).then(returned);
    expect(state && journeysOf(state).map(({ from, until }) => [from, until])).toEqual([['2021-08-12', '2021-08-15']]);
    given(inspection, established, away('2021-08-20')).when(back('2021-08-15')).then(returned);
    given(inspection, established, away('2021-08-15')).when(back('2021-08-15')).refuses('team-not-under-way');
    given(inspection, established, away(null)).when(back('2021-08-12')).refuses('team-not-under-way');
    given(inspection, established, away(null), returned).when(back('2021-08-16')).refuses('team-not-under-way');
    given(inspection).when(back('2021-08-15')).refuses('team-unknown');
  });

  it('changes: who leaves was in it, who joins was not, and a leader stays', () => {
    const led: NewFact<InspectionEvents> = {
      type: 'InspectionTeamEstablished',
      data: { ...team, leaders: ['a'], leaderOffice: null, members: ['b'] },
    };
    const change = (o: Partial<InspectionEvents['InspectionTeamChanged']>) => {
      const data = { teamId: 'doan-1', joined: [], left: [], leaders: null, on: '2021-08-13', reason: null, ...o };
      return { data, outcome: given(inspection, led).when((t) => changeTeam(t, data)) };
    };
    for (const o of [
      { joined: ['c'] },
      { left: ['b'] },
      { left: ['a'], leaders: ['b'] },
      { joined: ['c'], left: ['b'], leaders: ['a', 'c'] },
    ]) {
      const { data, outcome } = change(o);
      outcome.then({ type: 'InspectionTeamChanged', data });
    }
    change({ joined: ['b'] }).outcome.refuses('already-of-the-team');
    change({ joined: ['a'], left: ['a'], leaders: ['b'] }).outcome.refuses('already-of-the-team');
    change({ left: ['c'] }).outcome.refuses('not-of-the-team');
    change({ left: ['a'] }).outcome.refuses('team-without-a-leader');
    change({ leaders: [] }).outcome.refuses('team-without-a-leader');
    change({ joined: ['c'], on: '2021-08-11' }).outcome.refuses('before-the-team');
    given(inspection)
      .when((t) => changeTeam(t, change({ joined: ['c'] }).data))
      .refuses('team-unknown');
  });

  it('a visit is recorded once', () => {
    const visited: NewFact<InspectionEvents> = { type: 'SiteVisited', data: visit };
    given(inspection, established)
      .when((t) => visitSite(t, visit))
      .then(visited);
    given(inspection, established, visited)
      .when((t) => visitSite(t, visit))
      .refuses('visit-already-recorded');
    given(inspection, established)
      .when((t) => visitSite(t, { ...visit, on: '2021-08-01' }))
      .refuses('before-the-team');
  });

  it('any accepted history holds', () => {
    anyHistoryHolds(
      inspection,
      (t) => establishTeam(t, team),
      fc.tuple(someDay, fc.option(someDay)).map(
        ([on, until]) =>
          (t) =>
            dispatchTeam(t, { teamId: 'doan-1', to: ['qa'], on, until }),
      ),
      fc.tuple(someDay, fc.constantFrom('v1', 'v2')).map(
        ([on, visitId]) =>
          (t) =>
            visitSite(t, { ...visit, visitId, on }),
      ),
    );
  });
});

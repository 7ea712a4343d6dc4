import type { CivilDate } from '../civil-date.js';
import { requirePeriod } from '../civil-date.js';
import { type Decider, existing, type Mention, type NewFact, streamOf } from '../decider.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { UnitId } from '../organisation/unit.js';

/** Đoàn kiểm tra, or the party of a working visit (đoàn công tác). One record may stand for several teams ("15 đoàn"). */
export type InspectionEvents = {
  InspectionTeamEstablished: {
    teamId: string;
    name: string;
    kind: 'inspection' | 'working-visit';
    /** The bodies that sent it out. */
    owners: UnitId[];
    /** How many teams the record stands for; null where the source gives no number. */
    teamCount: number | null;
    leaders: PersonId[];
    leaderOffice: OfficeId | null;
    leaderText: string | null;
    members: PersonId[];
    membersText: string | null;
    scope: string;
    checklist: string[];
    /** Units to be inspected, as far as the source names them. */
    areas: UnitId[];
    reportsTo: UnitId | null;
    /** The directive that it checks on, if one is named. */
    directiveId: string | null;
    /** The day on which the source shows the team; `establishedOn` is null where it does not say when it was set up. */
    on: CivilDate;
    establishedOn: CivilDate | null;
  };
  InspectionTeamDispatched: { teamId: string; to: UnitId[]; on: CivilDate; until: CivilDate | null };
  SiteVisited: {
    teamId: string;
    visitId: string;
    unit: UnitId;
    sites: { name: string; unit: UnitId | null }[];
    on: CivilDate;
    partOfDay: 'morning' | 'afternoon' | 'evening' | null;
    receivedBy: PersonId | null;
    /** `own-order`, `own-area`: allowed, and shown. */
    flags: string[];
  };
};

export interface InspectionTeam {
  id: string;
  established: InspectionEvents['InspectionTeamEstablished'];
  at: EventRef;
  dispatches: readonly (InspectionEvents['InspectionTeamDispatched'] & { at: EventRef })[];
  visits: readonly (InspectionEvents['SiteVisited'] & { at: EventRef })[];
}

export const inspection: Decider<InspectionTeam | null, InspectionEvents> = {
  category: 'inspection',
  initial: null,
  evolve: {
    InspectionTeamEstablished: (_, e, at) => ({ id: e.teamId, established: e, at, dispatches: [], visits: [] }),
    InspectionTeamDispatched: existing((t, e, at) => ({ ...t, dispatches: [...t.dispatches, { ...e, at }] })),
    SiteVisited: existing((t, e, at) => ({ ...t, visits: [...t.visits, { ...e, at }] })),
  },
  mentions: {
    InspectionTeamEstablished: (e) => [
      ...mentionAll('inspection-owner', 'unit', e.owners),
      ...mentionAll('inspection-area', 'unit', e.areas),
      ...mentionAll('inspection-leader', 'person', e.leaders),
      ...mentionAll('inspection-member', 'person', e.members),
      ...mentionAll('inspection-office', 'office', e.leaderOffice === null ? [] : [e.leaderOffice]),
    ],
    InspectionTeamDispatched: (e) => mentionAll('inspection-area', 'unit', e.to),
    SiteVisited: (e) => mentionAll('visited', 'unit', [e.unit]),
  },
};

function mentionAll(role: string, category: string, ids: readonly string[]): Mention[] {
  return ids.map((id) => [role, streamOf(category, id)] as const);
}

type InspectionFact = NewFact<InspectionEvents>;

export function establishTeam(
  state: InspectionTeam | null,
  data: InspectionEvents['InspectionTeamEstablished'],
): InspectionFact[] {
  if (state) throw new RuleViolation('team-already-established', data.teamId);
  if (data.teamCount !== null && data.teamCount < 1) throw new RuleViolation('team-count-not-positive', data.teamId);
  return [{ type: 'InspectionTeamEstablished', data }];
}

export function dispatchTeam(
  state: InspectionTeam | null,
  data: InspectionEvents['InspectionTeamDispatched'],
): InspectionFact[] {
  requireTeam(state, data.teamId, data.on);
  requirePeriod(data.on, data.until);
  return [{ type: 'InspectionTeamDispatched', data }];
}

export function visitSite(state: InspectionTeam | null, data: InspectionEvents['SiteVisited']): InspectionFact[] {
  const team = requireTeam(state, data.teamId, data.on);
  if (team.visits.some((v) => v.visitId === data.visitId))
    throw new RuleViolation('visit-already-recorded', data.visitId);
  return [{ type: 'SiteVisited', data }];
}

export function requireTeam(state: InspectionTeam | null, id: string, on: CivilDate): InspectionTeam {
  if (!state) throw new RuleViolation('team-unknown', id);
  if (on < state.established.on) throw new RuleViolation('before-the-team', `${id} ${on}`);
  return state;
}

import { type CivilDate, covers, requirePeriod } from '../civil-date.js';
import { type Decider, existing, type Mention, type NewFact, type StandingFact, streamOf } from '../decider.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { InspectionEvents } from './inspection-events.js';

type Recorded<T extends keyof InspectionEvents> = InspectionEvents[T] & { at: EventRef };

export interface InspectionTeam {
  id: string;
  established: InspectionEvents['InspectionTeamEstablished'];
  at: EventRef;
  changes: readonly Recorded<'InspectionTeamChanged'>[];
  dispatches: readonly Recorded<'InspectionTeamDispatched'>[];
  returns: readonly Recorded<'InspectionTeamReturned'>[];
  visits: readonly Recorded<'SiteVisited'>[];
  checklists: readonly Recorded<'ChecklistAnswered'>[];
  minutes: readonly Recorded<'InspectionMinutesSigned'>[];
  reports: readonly Recorded<'InspectionReported'>[];
}

const NOTHING = { changes: [], dispatches: [], returns: [], visits: [], checklists: [], minutes: [], reports: [] };

export const inspection: Decider<InspectionTeam | null, InspectionEvents> = {
  category: 'inspection',
  initial: null,
  evolve: {
    InspectionTeamEstablished: (_, e, at) => ({ ...NOTHING, id: e.teamId, established: e, at }),
    InspectionTeamChanged: existing((t, e, at) => ({ ...t, changes: [...t.changes, { ...e, at }] })),
    InspectionTeamDispatched: existing((t, e, at) => ({ ...t, dispatches: [...t.dispatches, { ...e, at }] })),
    InspectionTeamReturned: existing((t, e, at) => ({ ...t, returns: [...t.returns, { ...e, at }] })),
    SiteVisited: existing((t, e, at) => ({ ...t, visits: [...t.visits, { ...e, at }] })),
    ChecklistAnswered: existing((t, e, at) => ({ ...t, checklists: [...t.checklists, { ...e, at }] })),
    InspectionMinutesSigned: existing((t, e, at) => ({ ...t, minutes: [...t.minutes, { ...e, at }] })),
    InspectionReported: existing((t, e, at) => ({ ...t, reports: [...t.reports, { ...e, at }] })),
  },
  mentions: {
    InspectionTeamEstablished: (e) => [
      ...mentionAll('inspection-owner', 'unit', e.owners),
      ...mentionAll('inspection-area', 'unit', e.areas),
      ...mentionAll('inspection-leader', 'person', e.leaders),
      ...mentionAll('inspection-member', 'person', e.members),
      ...mentionAll('inspection-office', 'office', named(e.leaderOffice)),
    ],
    InspectionTeamChanged: (e) => [
      ...mentionAll('inspection-leader', 'person', e.leaders ?? []),
      ...mentionAll('inspection-member', 'person', [...e.joined, ...e.left]),
    ],
    InspectionTeamDispatched: (e) => mentionAll('inspection-area', 'unit', e.to),
    InspectionTeamReturned: () => [],
    SiteVisited: (e) => mentionAll('visited', 'unit', [e.unit]),
    ChecklistAnswered: () => [],
    InspectionMinutesSigned: (e) => [
      ...mentionAll('minutes-of', 'finding', e.findings),
      ...mentionAll('minutes-signed', 'person', [...e.signedBy, ...named(e.representative)]),
    ],
    InspectionReported: (e) => mentionAll('inspection-report-to', 'unit', [e.to]),
  },
  standsOn: {
    InspectionTeamReturned: (e, earlier) =>
      earlier.flatMap((f) =>
        f.type === 'InspectionTeamDispatched' && f.data.on < e.on && (f.data.until === null || e.on < f.data.until)
          ? [f.id]
          : [],
      ),
    ChecklistAnswered: visitOf,
    InspectionMinutesSigned: visitOf,
  },
};

function visitOf({ visitId }: { visitId: string }, earlier: readonly StandingFact<InspectionEvents>[]): string[] {
  return earlier.flatMap((f) => (f.type === 'SiteVisited' && f.data.visitId === visitId ? [f.id] : []));
}

function mentionAll(role: string, category: string, ids: readonly string[]): Mention[] {
  return ids.map((id) => [role, streamOf(category, id)] as const);
}

function named(id: string | null): string[] {
  return id === null ? [] : [id];
}

/** Who leads and who else is in the team on a day. */
export interface Composition {
  leaders: PersonId[];
  members: PersonId[];
  leaderOffice: OfficeId | null;
}

export function compositionOn(team: InspectionTeam, on: CivilDate): Composition {
  const { leaders, members, leaderOffice } = team.established;
  return inOrder(team.changes.filter((change) => change.on <= on)).reduce<Composition>(
    (now, change) => {
      const stay = (person: PersonId) => !change.left.includes(person);
      const joined = change.joined.filter((person) => !now.members.includes(person));
      return {
        // A new leader takes the place of the office, too, whose holder led before.
        leaders: change.leaders ?? now.leaders.filter(stay),
        members: [...now.members.filter(stay), ...joined],
        leaderOffice: change.leaders ? null : now.leaderOffice,
      };
    },
    { leaders: [...leaders], members: [...members], leaderOffice },
  );
}

function inOrder<T extends { on: CivilDate; at: EventRef }>(list: readonly T[]): T[] {
  return [...list].sort((a, b) => (a.on === b.on ? a.at.ordinal - b.at.ordinal : a.on < b.on ? -1 : 1));
}

/** Where it was sent and from when until when; a return ends what was under way. */
export interface Journey {
  to: readonly UnitId[];
  from: CivilDate;
  /** First day on which it is back; null: not said. */
  until: CivilDate | null;
  evidence: readonly EventRef[];
}

export function journeysOf(team: InspectionTeam): Journey[] {
  return team.dispatches.map(({ to, on, until, at }) => {
    const back = inOrder(team.returns).find((r) => r.on > on && (until === null || r.on < until));
    return { to, from: on, until: back?.on ?? until, evidence: back ? [at, back.at] : [at] };
  });
}

/** The journeys that are under way on the day. */
export function underWayOn(team: InspectionTeam, on: CivilDate): Journey[] {
  return journeysOf(team).filter((journey) => covers(journey, on));
}

type InspectionFact = NewFact<InspectionEvents>;

export function establishTeam(
  state: InspectionTeam | null,
  data: InspectionEvents['InspectionTeamEstablished'],
): InspectionFact[] {
  if (state) throw new RuleViolation('team-already-established', data.teamId);
  if (data.teamCount !== null && data.teamCount < 1) throw new RuleViolation('team-count-not-positive', data.teamId);
  if (data.reportDueOn && data.reportDueOn < data.on) {
    throw new RuleViolation('report-due-before-the-team', `${data.teamId} ${data.reportDueOn}`);
  }
  return [{ type: 'InspectionTeamEstablished', data }];
}

/** Who leaves has been in the team, who joins has not; and somebody or some office still leads, if one did. */
export function changeTeam(
  state: InspectionTeam | null,
  data: InspectionEvents['InspectionTeamChanged'],
): InspectionFact[] {
  const team = requireTeam(state, data.teamId, data.on);
  const now = compositionOn(team, data.on);
  const inTeam = [...now.leaders, ...now.members];
  const stranger = data.left.find((person) => !inTeam.includes(person));
  if (stranger !== undefined) throw new RuleViolation('not-of-the-team', `${data.teamId} ${stranger}`);
  const present = data.joined.find((person) => now.members.includes(person));
  if (present !== undefined) throw new RuleViolation('already-of-the-team', `${data.teamId} ${present}`);
  const both = data.joined.find((person) => data.left.includes(person));
  if (both !== undefined) throw new RuleViolation('already-of-the-team', `${data.teamId} ${both}`);
  const led = now.leaders.length > 0 || now.leaderOffice !== null;
  const leads = data.leaders ?? now.leaders.filter((person) => !data.left.includes(person));
  if (led && leads.length === 0 && (data.leaders !== null || now.leaderOffice === null)) {
    throw new RuleViolation('team-without-a-leader', data.teamId);
  }
  return [{ type: 'InspectionTeamChanged', data }];
}

export function dispatchTeam(
  state: InspectionTeam | null,
  data: InspectionEvents['InspectionTeamDispatched'],
): InspectionFact[] {
  requireTeam(state, data.teamId, data.on);
  requirePeriod(data.on, data.until);
  return [{ type: 'InspectionTeamDispatched', data }];
}

export function returnTeam(
  state: InspectionTeam | null,
  data: InspectionEvents['InspectionTeamReturned'],
): InspectionFact[] {
  const team = requireTeam(state, data.teamId, data.on);
  const away = journeysOf(team).some(({ from, until }) => from < data.on && (until === null || data.on < until));
  if (!away) throw new RuleViolation('team-not-under-way', `${data.teamId} ${data.on}`);
  return [{ type: 'InspectionTeamReturned', data }];
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

export function requireVisit(team: InspectionTeam, visitId: string): InspectionTeam['visits'][number] {
  const visit = team.visits.find((v) => v.visitId === visitId);
  if (!visit) throw new RuleViolation('visit-unknown', visitId);
  return visit;
}

/** Once the minutes of a visit are signed, what was found on it changes by annulment only. */
export function requireUnsigned(team: InspectionTeam, visitId: string): void {
  if (team.minutes.some((m) => m.visitId === visitId)) throw new RuleViolation('minutes-already-signed', visitId);
}

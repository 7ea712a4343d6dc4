import { type CivilDate, requirePeriod } from '../civil-date.js';
import { type Decider, existing, type NewFact, streamOf } from '../decider.js';
import type { FigureKey } from './figure-key.js';
import { type OfficeId, signedIn } from '../organisation/office.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';

/** Section 4: a figure that units owe for every day, with the hour by which it is due. */
export type DutyId = string;

export type ReportingDutyEvents = {
  ReportingDutySet: {
    dutyId: DutyId;
    title: string;
    by: UnitId;
    /** The unit that owes it, or a class: its members as of each day. */
    owedBy: UnitId;
    /** The unit's own figure. */
    figure: FigureKey;
    /**
     * Hour by which it is due, local time in Asia/Ho_Chi_Minh ("18:00"); the minute counts to its end. A report that says
     * no hour is judged by the day.
     */
    dueAt: string;
    /** On which day after the day of the figure: 0 on the day itself, 1 on the next. */
    dueDays: number;
    directiveId: string | null;
    /** First day for which a figure is owed, and the first for which it no longer is. */
    from: CivilDate;
    until: CivilDate | null;
    /** Office that signs what is sent about it; absent: the head of the unit that has set it. */
    office?: OfficeId | null;
  };
  ReportingDutyEnded: { dutyId: DutyId; by: UnitId; on: CivilDate; reason: string; office?: OfficeId | null };
};

export interface ReportingDuty {
  id: DutyId;
  set: ReportingDutyEvents['ReportingDutySet'];
  at: EventRef;
  ended: (ReportingDutyEvents['ReportingDutyEnded'] & { at: EventRef }) | null;
}

export const reportingDuty: Decider<ReportingDuty | null, ReportingDutyEvents> = {
  category: 'duty',
  initial: null,
  evolve: {
    ReportingDutySet: (_, e, at) => ({ id: e.dutyId, set: e, at, ended: null }),
    ReportingDutyEnded: existing((d, e, at) => ({ ...d, ended: { ...e, at } })),
  },
  mentions: {
    ReportingDutySet: (e) => [
      ['owes-report', streamOf('unit', e.owedBy)],
      ['set-by', streamOf('unit', e.by)],
      ...(e.directiveId === null ? [] : [['of-directive', streamOf('directive', e.directiveId)] as const]),
      ...signedIn(e.office),
    ],
    ReportingDutyEnded: (e) => signedIn(e.office),
  },
};

/** The days for which a figure is owed; `until` is the first for which none is. */
export function dutyPeriod(duty: ReportingDuty): { from: CivilDate; until: CivilDate | null } {
  const { from, until } = duty.set;
  const ended = duty.ended?.on ?? null;
  return { from, until: ended !== null && (until === null || ended < until) ? ended : until };
}

const HOUR = /^([01]\d|2[0-3]):[0-5]\d$/;

export function setDuty(
  state: ReportingDuty | null,
  data: ReportingDutyEvents['ReportingDutySet'],
): NewFact<ReportingDutyEvents>[] {
  if (state) throw new RuleViolation('duty-already-set', data.dutyId);
  if (!HOUR.test(data.dueAt)) throw new RuleViolation('duty-hour-not-clear', data.dueAt);
  requirePeriod(data.from, data.until);
  return [{ type: 'ReportingDutySet', data }];
}

export function endDuty(
  state: ReportingDuty | null,
  data: ReportingDutyEvents['ReportingDutyEnded'],
): NewFact<ReportingDutyEvents>[] {
  if (!state) throw new RuleViolation('duty-unknown', data.dutyId);
  const { from, until } = dutyPeriod(state);
  if (state.ended || (until !== null && until <= data.on)) throw new RuleViolation('duty-ended', data.dutyId);
  requirePeriod(from, data.on);
  return [{ type: 'ReportingDutyEnded', data }];
}

import type { CivilDate } from '../civil-date.js';
import { type Decider, existing, type Mention, type NewFact, streamOf } from '../decider.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';

export type DraftId = string;

/** One of those that a draft is about, as on the day of the draft. */
export interface Concerned {
  unit: UnitId | null;
  office: OfficeId | null;
  holder: PersonId | null;
  /** Why there is no office or no holder: `no-head-office`, `unnamed`, `vacant`, `unknown-holder`, `not-fanned-out`. */
  reason: string | null;
}

/** A body for whose signature a draft waits; its head office, or null where it has none. */
export interface Signing {
  unit: UnitId;
  office: OfficeId | null;
}

/** Why an escalation goes to an office: it was declared accountable there, the rule of one step up, or it gave the task. */
export type EscalationBasis = 'declared' | 'one-step-up' | 'issuer';
export const ESCALATION_BASES: readonly EscalationBasis[] = ['declared', 'one-step-up', 'issuer'];

/** To whom an escalation goes. `office` null: there is nobody above. */
export interface Addressee {
  unit: UnitId | null;
  office: OfficeId | null;
  basis: EscalationBasis | null;
}

interface Prepared {
  draftId: DraftId;
  /** Day as on which it was prepared. */
  on: CivilDate;
  /** Id of the event on which the draft stands: the deadline that has passed, the finding, the reporting duty. */
  ground: string;
  about: Concerned[];
  signs: Signing[];
}

/** Section 5: what software prepares is a draft until a person signs. All that happens to a draft is in its stream. */
export type DraftEvents = {
  EscalationDrafted: Prepared & { taskId: string; deadline: CivilDate; overdueDays: number; to: Addressee[] };
  /** Names no date: a person sets one when signing. */
  RectificationDrafted: Prepared & { findingId: string; unit: UnitId };
  /** The figures of these days that the unit owed and has not reported (đôn đốc báo cáo). */
  ReminderDrafted: Prepared & { dutyId: string; unit: UnitId; days: CivilDate[] };
  DraftSigned: Decision & {
    /** Ordinal up to which the signer had seen the record; given where the draft had lost its ground. */
    seenAt: number | null;
    note: string | null;
  };
  DraftDismissed: Decision & { reason: string };
};

interface Decision {
  draftId: DraftId;
  /** Stream that the draft is about. */
  subject: string;
  office: OfficeId;
  person: PersonId;
  on: CivilDate;
}

export const DRAFT_KINDS = ['escalation', 'rectification', 'reminder'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** What was prepared. */
export type Preparation = NewFact<Pick<DraftEvents, 'EscalationDrafted' | 'RectificationDrafted' | 'ReminderDrafted'>>;

const KIND: Readonly<Record<Preparation['type'], DraftKind>> = {
  EscalationDrafted: 'escalation',
  RectificationDrafted: 'rectification',
  ReminderDrafted: 'reminder',
};

/** True for the name of an event by which software prepares a draft. */
export function isPreparation(type: string): type is Preparation['type'] {
  return Object.hasOwn(KIND, type);
}

export interface Draft {
  id: DraftId;
  kind: DraftKind;
  prepared: Preparation;
  at: EventRef;
  signed: (DraftEvents['DraftSigned'] & { at: EventRef }) | null;
  dismissed: (DraftEvents['DraftDismissed'] & { at: EventRef }) | null;
}

export const draft: Decider<Draft | null, DraftEvents> = {
  category: 'draft',
  initial: null,
  evolve: {
    EscalationDrafted: (_, data, at) => begun({ type: 'EscalationDrafted', data }, at),
    RectificationDrafted: (_, data, at) => begun({ type: 'RectificationDrafted', data }, at),
    ReminderDrafted: (_, data, at) => begun({ type: 'ReminderDrafted', data }, at),
    DraftSigned: existing((d, e, at) => ({ ...d, signed: { ...e, at } })),
    DraftDismissed: existing((d, e, at) => ({ ...d, dismissed: { ...e, at } })),
  },
  mentions: {
    EscalationDrafted: (e) => [['drafted-on', streamOf('task', e.taskId)], ...parties(e)],
    RectificationDrafted: (e) => [['drafted-on', streamOf('finding', e.findingId)], ...parties(e)],
    ReminderDrafted: (e) => [['drafted-on', streamOf('duty', e.dutyId)], ...parties(e)],
    DraftSigned: (e) => [['signed-on', e.subject], ...decider(e)],
    DraftDismissed: decider,
  },
  consistent: (d) => !(d?.signed && d.dismissed),
};

function begun(prepared: Preparation, at: EventRef): Draft {
  return { id: prepared.data.draftId, kind: KIND[prepared.type], prepared, at, signed: null, dismissed: null };
}

function parties({ about, signs }: Prepared): Mention[] {
  const mentions: Mention[] = [];
  for (const { unit, office, holder } of about) {
    if (unit !== null) mentions.push(['draft-about', streamOf('unit', unit)]);
    if (office !== null) mentions.push(['draft-about', streamOf('office', office)]);
    if (holder !== null) mentions.push(['draft-about', streamOf('person', holder)]);
  }
  for (const { unit, office } of signs) {
    mentions.push(['to-sign', office === null ? streamOf('unit', unit) : streamOf('office', office)]);
  }
  return mentions;
}

function decider({ office, person }: Decision): Mention[] {
  return [
    ['draft-decided-by', streamOf('office', office)],
    ['draft-decided-by', streamOf('person', person)],
  ];
}

/** The stream that a draft is about. */
export function subjectOf({ type, data }: Preparation): string {
  if (type === 'EscalationDrafted') return streamOf('task', data.taskId);
  return type === 'ReminderDrafted' ? streamOf('duty', data.dutyId) : streamOf('finding', data.findingId);
}

export type DraftState = 'waiting' | 'signed' | 'dismissed';
export const DRAFT_STATES: readonly DraftState[] = ['waiting', 'signed', 'dismissed'];

/** What has become of a draft by the date. */
export function draftStateOn({ signed, dismissed }: Draft, asOf: CivilDate): DraftState {
  if (signed && signed.on <= asOf) return 'signed';
  return dismissed && dismissed.on <= asOf ? 'dismissed' : 'waiting';
}

type DraftFact = NewFact<DraftEvents>;

export function prepare(state: Draft | null, prepared: Preparation): DraftFact[] {
  if (state) throw new RuleViolation('draft-already-prepared', prepared.data.draftId);
  return [prepared];
}

export function sign(state: Draft | null, data: DraftEvents['DraftSigned']): DraftFact[] {
  requireUndecided(state, data.draftId, data.on);
  return [{ type: 'DraftSigned', data }];
}

export function dismiss(state: Draft | null, data: DraftEvents['DraftDismissed']): DraftFact[] {
  requireUndecided(state, data.draftId, data.on);
  return [{ type: 'DraftDismissed', data }];
}

/** A draft is decided once; a wrong decision is annulled (R10), and it waits again. */
export function requireUndecided(state: Draft | null, id: DraftId, on: CivilDate): Draft {
  const waiting = requireDraft(state, id);
  if (waiting.signed ?? waiting.dismissed) throw new RuleViolation('draft-already-decided', id);
  if (on < waiting.prepared.data.on) throw new RuleViolation('before-the-draft', `${id} ${on}`);
  return waiting;
}

export function requireDraft(state: Draft | null, id: DraftId): Draft {
  if (!state) throw new RuleViolation('draft-unknown', id);
  return state;
}

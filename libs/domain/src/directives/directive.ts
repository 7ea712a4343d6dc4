import type { CivilDate } from '../civil-date.js';
import { amendmentFault } from './clauses.js';
import { citedAs, parseDocumentNumber } from './document-number.js';
import { type Decider, existing, type Mention, type NewFact, streamOf } from '../decider.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { UnitId } from '../organisation/unit.js';

export type DirectiveId = string;
/** Numbered document, conclusion of a meeting, order given on a visit, telegram (công điện). */
export type DirectiveForm = 'document' | 'meeting-conclusion' | 'oral' | 'telegram';
export const DIRECTIVE_FORMS: readonly DirectiveForm[] = ['document', 'meeting-conclusion', 'oral', 'telegram'];
/** khẩn, thượng khẩn, hỏa tốc. */
export type Urgency = 'urgent' | 'very-urgent' | 'flash';
export const URGENCIES: readonly Urgency[] = ['urgent', 'very-urgent', 'flash'];
/** để báo cáo, thực hiện, phối hợp, để biết, lưu. */
export type RecipientPurpose = 'to-report' | 'to-carry-out' | 'to-coordinate' | 'to-know' | 'to-file';
export const RECIPIENT_PURPOSES: readonly RecipientPurpose[] = [
  'to-report',
  'to-carry-out',
  'to-coordinate',
  'to-know',
  'to-file',
];
/** T/M (thay mặt), KT (ký thay), TL (thừa lệnh), TUQ (thừa ủy quyền), Q (quyền). */
export type SigningAuthority = 'T/M' | 'KT' | 'TL' | 'TUQ' | 'Q';
export const SIGNING_AUTHORITIES: readonly SigningAuthority[] = ['T/M', 'KT', 'TL', 'TUQ', 'Q'];
/** What a clause is. Rates count tasks only. */
export type ClauseKind = 'task' | 'inspection' | 'principle' | 'delegation' | 'recognition' | 'escalation';
export const CLAUSE_KINDS: readonly ClauseKind[] = [
  'task',
  'inspection',
  'principle',
  'delegation',
  'recognition',
  'escalation',
];
/** Trục liên thông văn bản, phần mềm quản lý văn bản; bản giấy; điện báo, fax; thư điện tử; giao trực tiếp, tại cuộc họp. */
export type Channel = 'document-system' | 'paper' | 'telegraph' | 'e-mail' | 'by-hand' | 'at-meeting' | 'other';
export const CHANNELS: readonly Channel[] = [
  'document-system',
  'paper',
  'telegraph',
  'e-mail',
  'by-hand',
  'at-meeting',
  'other',
];
/** Sửa đổi, bổ sung, bãi bỏ. */
export type ChangeKind = 'changed' | 'added' | 'removed';
export const CHANGE_KINDS: readonly ChangeKind[] = ['changed', 'added', 'removed'];

export interface Clause {
  ref: string;
  kind: ClauseKind;
  summary: string;
}

/** What becomes of one clause; `clause` is its new text, null where it is removed. */
export interface ClauseChange {
  ref: string;
  change: ChangeKind;
  clause: { kind: ClauseKind; summary: string } | null;
}

/** A clause of the higher directive and the one that takes it up; null where no single clause does. */
export interface TakenUp {
  higher: string;
  lower: string | null;
}

export interface LegalBasis {
  /** Id in our record, if the document is recorded; a citation stands even if it is not. */
  directiveId: DirectiveId | null;
  number: string | null;
  title: string;
  issuerText: string | null;
  issuedOn: CivilDate | null;
}

export interface Recipient {
  text: string;
  unit: UnitId | null;
  office: OfficeId | null;
  person: PersonId | null;
  purpose: RecipientPurpose | null;
}

export interface Signer {
  person: PersonId;
  office: OfficeId | null;
  authority: SigningAuthority | null;
}

export type DirectiveEvents = {
  DirectiveIssued: {
    directiveId: DirectiveId;
    form: DirectiveForm;
    /** The body that issues; never a place or a class. */
    issuer: UnitId;
    /** The office that gave it by word of mouth, if it was one. */
    issuerOffice: OfficeId | null;
    title: string;
    number: string | null;
    /** From this day the directive is in force: the date of issue, or of the meeting or visit. */
    on: CivilDate;
    /** True where the source leaves the year out and it was inferred from the context. */
    onInferred: boolean;
    issuedOn: CivilDate | null;
    eventOn: CivilDate | null;
    /** Instant or civil date of publication, as the source prints it. */
    publishedAt: string | null;
    urgency: Urgency | null;
    clauses: Clause[];
    legalBasis: LegalBasis[];
    recipients: Recipient[];
    signer: Signer | null;
    chairedBy: PersonId | null;
  };
  DirectiveSuperseded: {
    directiveId: DirectiveId;
    by: DirectiveId;
    on: CivilDate;
    /** Tasks that go on under the new directive, with identity and history (R9). */
    carryOver: { task: string; clause: string | null }[];
  };
  DirectiveRevoked: {
    directiveId: DirectiveId;
    on: CivilDate;
    reason: string | null;
    /** The document that revokes it; absent: not said. */
    by?: DirectiveId | null;
  };
  DirectiveDistributed: {
    directiveId: DirectiveId;
    distributionId: string;
    on: CivilDate;
    /** Null where nobody has said how it was sent. */
    channel: Channel | null;
    recipients: Recipient[];
  };
  /** A recipient says that it has the directive; the days since the distribution are its clock. */
  DirectiveAcknowledged: {
    directiveId: DirectiveId;
    distributionId: string;
    by: UnitId;
    /** The addressees for which it speaks: itself, or the place that it leads. */
    for: UnitId[];
    person: PersonId | null;
    on: CivilDate;
  };
  /** Recorded with the directive that takes up, which is the lower one. */
  DirectiveCascaded: {
    directiveId: DirectiveId;
    higher: DirectiveId;
    /** Empty: it takes up the higher one as a whole. */
    clauses: TakenUp[];
    on: CivilDate;
  };
  /** Another directive changes clauses from a day; tasks keep their identity. */
  DirectiveAmended: { directiveId: DirectiveId; by: DirectiveId; on: CivilDate; changes: ClauseChange[] };
};

type Recorded<T extends keyof DirectiveEvents> = Omit<DirectiveEvents[T], 'directiveId'> & { at: EventRef };

export interface Directive {
  id: DirectiveId;
  issued: DirectiveEvents['DirectiveIssued'];
  at: EventRef;
  end:
    | { kind: 'revoked'; on: CivilDate; by: DirectiveId | null; at: EventRef }
    | {
        kind: 'superseded';
        on: CivilDate;
        by: DirectiveId;
        carried: readonly string[];
        carryOver: DirectiveEvents['DirectiveSuperseded']['carryOver'];
        at: EventRef;
      }
    | null;
  distributions: readonly Recorded<'DirectiveDistributed'>[];
  acknowledgements: readonly Recorded<'DirectiveAcknowledged'>[];
  amendments: readonly Recorded<'DirectiveAmended'>[];
  /** What it takes up of higher directives. */
  takesUp: readonly Recorded<'DirectiveCascaded'>[];
}

export const directive: Decider<Directive | null, DirectiveEvents> = {
  category: 'directive',
  initial: null,
  evolve: {
    DirectiveIssued: (_, e, at) => ({
      id: e.directiveId,
      issued: e,
      at,
      end: null,
      distributions: [],
      acknowledgements: [],
      amendments: [],
      takesUp: [],
    }),
    DirectiveSuperseded: existing((d, e, at) => ({
      ...d,
      end: {
        kind: 'superseded',
        on: e.on,
        by: e.by,
        carried: e.carryOver.map((c) => c.task),
        carryOver: e.carryOver,
        at,
      },
    })),
    DirectiveRevoked: existing((d, e, at) => ({ ...d, end: { kind: 'revoked', on: e.on, by: e.by ?? null, at } })),
    DirectiveDistributed: existing((d, e, at) => ({ ...d, distributions: [...d.distributions, { ...e, at }] })),
    DirectiveAcknowledged: existing((d, e, at) => ({ ...d, acknowledgements: [...d.acknowledgements, { ...e, at }] })),
    DirectiveCascaded: existing((d, e, at) => ({ ...d, takesUp: [...d.takesUp, { ...e, at }] })),
    DirectiveAmended: existing((d, e, at) => ({ ...d, amendments: [...d.amendments, { ...e, at }] })),
  },
  mentions: {
    DirectiveIssued: (e) => [
      ['issuer', streamOf('unit', e.issuer)],
      ...mentionAll('issuer-office', 'office', e.issuerOffice),
      ...mentionAll('legal-basis', 'directive', ...e.legalBasis.map((basis) => basis.directiveId)),
      ...e.legalBasis.flatMap((basis) => mentionNumber('cites-number', basis.number)),
      ...mentionNumber('numbered', e.number),
      ...mentionAll('recipient', 'unit', ...e.recipients.map((r) => r.unit)),
      ...mentionAll('recipient', 'person', ...e.recipients.map((r) => r.person)),
      ...mentionAll('signer', 'person', e.signer?.person ?? null),
      ...mentionAll('chair', 'person', e.chairedBy),
    ],
    DirectiveSuperseded: (e) => [
      ['supersedes', streamOf('directive', e.by)],
      ...mentionAll('carried', 'task', ...e.carryOver.map((c) => c.task)),
    ],
    DirectiveRevoked: (e) => mentionAll('revokes', 'directive', e.by ?? null),
    DirectiveDistributed: (e) => [
      ...mentionAll('distributed-to', 'unit', ...e.recipients.map((r) => r.unit)),
      ...mentionAll('distributed-to', 'office', ...e.recipients.map((r) => r.office)),
      ...mentionAll('distributed-to', 'person', ...e.recipients.map((r) => r.person)),
    ],
    DirectiveAcknowledged: (e) => [
      ...mentionAll('acknowledges', 'unit', e.by, ...e.for),
      ...mentionAll('acknowledges', 'person', e.person),
    ],
    DirectiveCascaded: (e) => [['takes-up', streamOf('directive', e.higher)]],
    DirectiveAmended: (e) => [['amends', streamOf('directive', e.by)]],
  },
  standsOn: {
    DirectiveAcknowledged: (e, earlier) =>
      earlier.flatMap((f) =>
        f.type === 'DirectiveDistributed' && f.data.distributionId === e.distributionId ? [f.id] : [],
      ),
  },
  // A correction must not leave an amendment of a clause that did not stand on its day.
  consistent: (d) => d === null || amendmentFault(d) === null,
};

/**
 * Documents are cited by number also where they are not recorded; so a number is looked up as a target of its own, its
 * spelling settled. It is nobody's key: "TU" is not one issuer.
 */
function mentionNumber(role: string, text: string | null): Mention[] {
  const number = text === null ? null : parseDocumentNumber(text);
  return number === null ? [] : [[role, streamOf('number', citedAs(number))]];
}

function mentionAll(role: string, category: string, ...ids: (string | null)[]): Mention[] {
  return ids.flatMap((id) => (id === null ? [] : [[role, streamOf(category, id)] as const]));
}

type DirectiveFact = NewFact<DirectiveEvents>;

export function issue(state: Directive | null, data: DirectiveEvents['DirectiveIssued']): DirectiveFact[] {
  if (state) throw new RuleViolation('directive-already-issued', data.directiveId);
  const refs = data.clauses.map((clause) => clause.ref);
  const twice = refs.find((ref, i) => refs.indexOf(ref) !== i);
  if (twice !== undefined) throw new RuleViolation('clause-stands-twice', `${data.directiveId} ${twice}`);
  return [{ type: 'DirectiveIssued', data }];
}

export function supersede(state: Directive | null, data: DirectiveEvents['DirectiveSuperseded']): DirectiveFact[] {
  if (requireInForce(state, data.directiveId, data.on).end)
    throw new RuleViolation('directive-already-ended', data.directiveId);
  if (data.by === data.directiveId) throw new RuleViolation('directive-supersedes-itself', data.directiveId);
  return [{ type: 'DirectiveSuperseded', data }];
}

export function revoke(state: Directive | null, data: DirectiveEvents['DirectiveRevoked']): DirectiveFact[] {
  if (requireInForce(state, data.directiveId, data.on).end)
    throw new RuleViolation('directive-already-ended', data.directiveId);
  if (data.by === data.directiveId) throw new RuleViolation('directive-supersedes-itself', data.directiveId);
  return [{ type: 'DirectiveRevoked', data }];
}

/** Issued on or before the date, whatever became of it since. */
export function requireIssued(state: Directive | null, id: DirectiveId, on: CivilDate): Directive {
  if (!state) throw new RuleViolation('directive-unknown', id);
  if (on < state.issued.on) throw new RuleViolation('directive-not-yet-in-force', `${id} ${on}`);
  return state;
}

/** R9: issued on or before the date and not ended by then. */
export function requireInForce(state: Directive | null, id: DirectiveId, on: CivilDate): Directive {
  const d = requireIssued(state, id, on);
  if (d.end && d.end.on <= on) throw new RuleViolation('directive-no-longer-in-force', `${id} ${on}`);
  return d;
}

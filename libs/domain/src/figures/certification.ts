import type { CivilDate } from '../civil-date.js';
import type { Mention, NewFact } from '../decider.js';
import { streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { holdersOf } from '../organisation/holder.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import { enclosing, standingId } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import type { EventRef } from '../recorded-fact.js';
import { requireTwoPersons } from '../record/two-persons.js';
import { RuleViolation } from '../rule-violation.js';

/** Section 5: a figure is certified by somebody else than who reports it, then locked, and opened again by two persons. */

/** Who signs: the office, and the person who holds it on that day. */
export interface Signed {
  /** Stream of the report or indicator. */
  stream: string;
  office: OfficeId;
  person: PersonId;
  on: CivilDate;
}

export type CertificationEvents = {
  FigureCertified: Signed;
  FigureReopeningProposed: Signed & { reason: string };
  FigureReopened: Signed & { proposal: string; reason: string };
};

export interface Certification {
  /** Null: not certified, or opened again since. */
  certified: (CertificationEvents['FigureCertified'] & { at: EventRef }) | null;
  proposals: readonly (CertificationEvents['FigureReopeningProposed'] & { at: EventRef })[];
}
export const UNCERTIFIED: Certification = { certified: null, proposals: [] };

/** A report or indicator, as far as certifying it asks. */
export interface CertifiableRecord {
  id: string;
  reported: {
    unit: UnitId;
    on: CivilDate;
    reportedByUnit?: UnitId | null;
    reportedByPerson?: PersonId | null;
  };
  certification: Certification;
}

type Evolve<S> = {
  readonly [T in keyof CertificationEvents]: (state: S | null, data: CertificationEvents[T], at: EventRef) => S | null;
};

/** The entries of `evolve` for an aggregate whose records are certified. */
export function certificationEvolve<S extends CertifiableRecord>(): Evolve<S> {
  const change = (state: S | null, to: (c: Certification) => Certification) =>
    state && { ...state, certification: to(state.certification) };
  return {
    FigureCertified: (s, e, at) => change(s, () => ({ certified: { ...e, at }, proposals: [] })),
    FigureReopeningProposed: (s, e, at) => change(s, (c) => ({ ...c, proposals: [...c.proposals, { ...e, at }] })),
    FigureReopened: (s) => change(s, () => UNCERTIFIED),
  };
}

const signedMentions = (e: Signed): Mention[] => [
  ['signed-in', streamOf('office', e.office)],
  ['signed-by', streamOf('person', e.person)],
];
export const certificationMentions = {
  FigureCertified: signedMentions,
  FigureReopeningProposed: signedMentions,
  FigureReopened: signedMentions,
};

interface Earlier extends EventRef {
  type: string;
}

/** R10: what is certified stands on the corrections that made it; what is opened again, on what was certified. */
export const certificationStandsOn = {
  FigureCertified: (_: object, earlier: readonly Earlier[]) =>
    earlier.filter((f) => CORRECTIONS.includes(f.type) || f.type === 'FigureReopened').map((f) => f.id),
  FigureReopeningProposed: (_: object, earlier: readonly Earlier[]) => lastOf('FigureCertified', earlier),
  FigureReopened: (e: CertificationEvents['FigureReopened']) => [e.proposal],
};

const CORRECTIONS: readonly string[] = ['CaseCountCorrected', 'IndicatorCorrected'];

/** A correction stands on the last reopening: without it the figure would be locked. */
export function lastOf(type: string, earlier: readonly Earlier[]): string[] {
  return earlier.flatMap((f) => (f.type === type ? [f.id] : [])).slice(-1);
}

export function certify(
  state: CertifiableRecord | null,
  facts: Facts,
  data: CertificationEvents['FigureCertified'],
): NewFact<CertificationEvents>[] {
  const record = requireRecord(state, data.stream);
  if (record.certification.certified) throw new RuleViolation('figure-already-certified', data.stream);
  if (data.on < record.reported.on) throw new RuleViolation('certified-before-reported', `${data.stream} ${data.on}`);
  requireNotTheReporter(record, facts, data);
  return [{ type: 'FigureCertified', data }];
}

export function proposeReopening(
  state: CertifiableRecord | null,
  data: CertificationEvents['FigureReopeningProposed'],
): NewFact<CertificationEvents>[] {
  requireCertified(state, data);
  return [{ type: 'FigureReopeningProposed', data }];
}

/** Two different people who hold two offices that day. */
export function reopen(
  state: CertifiableRecord | null,
  data: CertificationEvents['FigureReopened'],
): NewFact<CertificationEvents>[] {
  const { certification } = requireCertified(state, data);
  const proposal = certification.proposals.find((p) => p.at.id === data.proposal);
  if (!proposal) throw new RuleViolation('reopening-not-proposed', `${data.stream} ${data.proposal}`);
  if (data.on < proposal.on) throw new RuleViolation('reopened-before-proposed', `${data.stream} ${data.on}`);
  requireTwoPersons(proposal, data);
  return [{ type: 'FigureReopened', data }];
}

/** A certified figure is locked. */
export function requireUnlocked(record: CertifiableRecord): void {
  if (record.certification.certified) throw new RuleViolation('figure-certified', record.id);
}

/**
 * Whoever reports a figure does not certify it: not the unit that reports (the unit that it is about, where none is named),
 * not a body inside it, and not the person who reports or holds an office in it on that day.
 */
export function requireNotTheReporter({ reported }: CertifiableRecord, facts: Facts, by: Signed): void {
  const reporter = standingId(facts, reported.reportedByUnit ?? reported.unit, by.on);
  const inside = (unit: UnitId) => enclosing(facts, unit, by.on).includes(reporter);
  const body = facts.office(by.office)?.body;
  if (body !== undefined && inside(body)) throw new RuleViolation('reporter-certifies', `${by.office} ${reporter}`);
  const holds = facts
    .officesOfPerson(by.person)
    .some((o) => inside(o.body) && holdersOf(facts, o, by.on).some((seat) => seat.holder === by.person));
  if (holds || reported.reportedByPerson === by.person) throw new RuleViolation('reporter-certifies', by.person);
}

function requireRecord(state: CertifiableRecord | null, stream: string): CertifiableRecord {
  if (!state) throw new RuleViolation('report-unknown', stream);
  return state;
}

function requireCertified(state: CertifiableRecord | null, { stream, on }: Signed): CertifiableRecord {
  const record = requireRecord(state, stream);
  const { certified } = record.certification;
  if (!certified || on < certified.on) throw new RuleViolation('figure-not-certified', `${stream} ${on}`);
  return record;
}

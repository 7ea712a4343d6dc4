import { type CivilDate, daysBetween } from '../civil-date.js';
import type { NewFact } from '../decider.js';
import type { Channel, Directive, DirectiveEvents, Recipient, RecipientPurpose } from './directive.js';
import { requireIssued } from './directive.js';
import { actsAs } from './directive-authority.js';
import type { Facts } from '../facts.js';
import type { OfficeId } from '../organisation/office.js';
import { standingId } from '../organisation/succession.js';
import { membersOn, nameOn, type UnitId } from '../organisation/unit.js';
import type { PersonId } from '../organisation/person.js';
import { RuleViolation } from '../rule-violation.js';

/** One who is to have the directive: a unit, the body of an office, or one member of a class that is addressed. */
export interface Addressee {
  unit: UnitId;
  office: OfficeId | null;
  /** The class that was addressed, of which this is a member. */
  class: UnitId | null;
  purpose: RecipientPurpose | null;
}

/** Addressees as of the day. A class stands for its members of that day; to file ("lưu") is no addressee. */
export function addresseesOf(facts: Facts, recipients: readonly Recipient[], on: CivilDate): Addressee[] {
  return recipients.flatMap(({ unit, office, purpose }): Addressee[] => {
    if (purpose === 'to-file') return [];
    const body = unit ?? (office === null ? null : (facts.office(office)?.body ?? null));
    const known = body === null ? null : facts.unit(body);
    if (!known) return [];
    if (known.kind !== 'class') return [{ unit: known.id, office, class: null, purpose }];
    return membersOn(known, on).map((member) => ({ unit: member, office, class: known.id, purpose }));
  });
}

export function distribute(
  state: Directive | null,
  data: DirectiveEvents['DirectiveDistributed'],
): NewFact<DirectiveEvents>[] {
  const d = requireIssued(state, data.directiveId, data.on);
  if (d.distributions.some((other) => other.distributionId === data.distributionId))
    throw new RuleViolation('distribution-already-recorded', data.distributionId);
  if (data.recipients.some((r) => r.unit === null && r.office === null && r.person === null))
    throw new RuleViolation('recipient-names-nobody', data.distributionId);
  return [{ type: 'DirectiveDistributed', data }];
}

/**
 * A recipient confirms that it has the directive: itself, a body that leads it if it is a place, or one that acts for it.
 * Each addressee is confirmed once; its clock runs from the first distribution to it.
 */
export function acknowledge(
  state: Directive | null,
  facts: Facts,
  said: { directiveId: string; by: UnitId; person: PersonId | null; on: CivilDate },
): NewFact<DirectiveEvents>[] {
  const d = requireIssued(state, said.directiveId, said.on);
  const voice = actsAs(facts, said.by, said.on);
  const reached = d.distributions
    .filter((sent) => sent.on <= said.on)
    .sort((a, b) => (a.on < b.on ? -1 : 1))
    .flatMap(({ distributionId, on, recipients }) =>
      addresseesOf(facts, recipients, on)
        .filter(({ unit }) => voice.includes(unit) || voice.includes(standingId(facts, unit, said.on)))
        .map(({ unit }) => ({ unit, distributionId })),
    );
  if (reached.length === 0) throw new RuleViolation('not-distributed-to-it', `${d.id} ${said.by} ${said.on}`);
  const done = new Set(d.acknowledgements.flatMap((a) => a.for));
  const open = reached.filter(({ unit }) => !done.has(unit));
  const [first] = open;
  if (!first) throw new RuleViolation('already-acknowledged', `${d.id} ${said.by}`);
  const units = [...new Set(open.map(({ unit }) => unit))];
  return [{ type: 'DirectiveAcknowledged', data: { ...said, distributionId: first.distributionId, for: units } }];
}

export interface ReadingLine extends Addressee {
  name: string;
  distributedOn: CivilDate;
  channel: Channel | null;
  acknowledgedOn: CivilDate | null;
  acknowledgedBy: UnitId | null;
  acknowledgedByPerson: PersonId | null;
  /** Whole days from the distribution to the acknowledgement, or to the day asked about where there is none yet. */
  days: number;
  evidence: readonly string[];
}

export interface Circulation {
  lines: ReadingLine[];
  /** Addressees that have acknowledged, of those that are known. */
  numerator: number;
  denominator: number;
  /** True where a class was addressed whose members are not all known: then more were addressed than are counted. */
  unknown: boolean;
  classes: { class: UnitId; members: number; total: number | null }[];
  /** Persons to whom it was sent, and lines of "nơi nhận" to which no distribution is recorded. */
  persons: PersonId[];
  notDistributed: string[];
}

/**
 * Who has the directive on a day, who has said so, and since how many days the others have not.
 *
 * @param only the addressees that are asked about; all if left out
 */
export function circulationOf(
  facts: Facts,
  d: Directive,
  asOf: CivilDate,
  only?: (addressee: Addressee) => boolean,
): Circulation {
  const sent = d.distributions.filter((s) => s.on <= asOf).sort((a, b) => (a.on < b.on ? -1 : 1));
  const said = new Map(
    d.acknowledgements.filter((a) => a.on <= asOf).flatMap((a) => a.for.map((u) => [u, a] as const)),
  );
  const lines = new Map<UnitId, ReadingLine>();
  for (const { on, channel, recipients, at } of sent) {
    for (const addressee of addresseesOf(facts, recipients, on)) {
      if (lines.has(addressee.unit) || only?.(addressee) === false) continue;
      const unit = facts.unit(addressee.unit);
      const ack = said.get(addressee.unit);
      lines.set(addressee.unit, {
        ...addressee,
        name: unit ? nameOn(unit, asOf) : addressee.unit,
        distributedOn: on,
        channel,
        acknowledgedOn: ack?.on ?? null,
        acknowledgedBy: ack?.by ?? null,
        acknowledgedByPerson: ack?.person ?? null,
        days: daysBetween(on, ack?.on ?? asOf),
        evidence: [at.id, ...(ack ? [ack.at.id] : [])],
      });
    }
  }
  const all = [...lines.values()];
  const classes = classesIn(
    facts,
    sent.flatMap((s) => s.recipients.map((r) => ({ ...r, on: s.on }))),
  );
  return {
    lines: all,
    numerator: all.filter((line) => line.acknowledgedOn !== null).length,
    denominator: all.length,
    unknown: classes.some((c) => c.total === null || c.members < c.total),
    classes,
    persons: [...new Set(sent.flatMap((s) => s.recipients.flatMap((r) => r.person ?? [])))],
    notDistributed: d.issued.recipients.filter((r) => !isSent(r, sent)).map((r) => r.text),
  };
}

function isSent(line: Recipient, sent: Directive['distributions']): boolean {
  if (line.purpose === 'to-file') return true;
  return sent.some((s) =>
    s.recipients.some(
      (r) =>
        r.text === line.text ||
        (r.unit !== null && r.unit === line.unit) ||
        (r.office !== null && r.office === line.office) ||
        (r.person !== null && r.person === line.person),
    ),
  );
}

/** Classes among the recipients with how many members are known on the day, and how many there are, if anybody has said. */
export function classesIn(
  facts: Facts,
  recipients: readonly (Pick<Recipient, 'unit' | 'purpose'> & { on: CivilDate })[],
): { class: UnitId; members: number; total: number | null }[] {
  const found = new Map<UnitId, { class: UnitId; members: number; total: number | null }>();
  for (const { unit: id, purpose, on } of recipients) {
    const unit = id === null || purpose === 'to-file' ? null : facts.unit(id);
    if (unit?.kind !== 'class' || found.has(unit.id)) continue;
    found.set(unit.id, { class: unit.id, members: membersOn(unit, on).length, total: unit.total });
  }
  return [...found.values()];
}

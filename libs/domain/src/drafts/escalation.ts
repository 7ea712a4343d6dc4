import { type CivilDate, covers } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { headsOf, officeAbove } from '../organisation/heads.js';
import { holdersOf } from '../organisation/holder.js';
import type { Office } from '../organisation/office.js';
import { enclosing, standingId } from '../organisation/succession.js';
import type { UnitId } from '../organisation/unit.js';
import { standingDirective, taskStatus } from '../tasks/task-status.js';
import { deadlineOn, type Task } from '../tasks/task.js';
import { type AnswerLine, whoAnswers } from '../tasks/who-answers.js';
import type { Addressee, Concerned, DraftEvents, EscalationBasis, Signing } from './draft.js';

export type Escalation = Omit<DraftEvents['EscalationDrafted'], 'draftId'>;

/**
 * What an escalation of the task says on the date; null while there is none: the task is not overdue, or it is a class's
 * and each member has its own.
 *
 * It is about those who answer. It goes, for each of them, to the first that is not one of them: the head of the body
 * that the office was declared accountable to (R6), else the head office one step up, passing vacant ones (R4), else the
 * head of the body that gave the task, or above it. It waits for the signature of these, and of the body that gave the
 * task: the one takes it up, the other hands it up.
 */
export function escalationOf(facts: Facts, taskId: string, on: CivilDate): Escalation | null {
  const task = facts.task(taskId);
  const deadline = task && deadlineOn(task, on);
  const answer = whoAnswers(facts, taskId, on);
  if (!task || !deadline || answer?.status.status !== 'open-overdue') return null;
  const lines = ownLines(facts, task, answer.lines, on);
  if (lines.length === 0) return null;
  const about = lines.map(({ unit, office, holder, reason }) => ({ unit, office, holder, reason }));
  const climb = new Climb(facts, task, about, on);
  const to = unique(lines.filter((line) => line.reason !== 'vacant').flatMap((line) => climb.above(line)));
  return {
    on,
    ground: deadline.at.id,
    taskId,
    deadline: deadline.deadline,
    overdueDays: answer.status.overdueDays,
    about,
    to: to.length > 0 ? to : [{ unit: null, office: null, basis: null }],
    signs: climb.signing(to),
  };
}

/** Whether the time has come for the escalation of a deadline: `later` while it may still come. */
export type Due = 'now' | 'later' | 'never';

/** @param deadline id of the event that set the date */
export function escalationDue(facts: Facts, taskId: string, deadline: string, on: CivilDate): Due {
  const task = facts.task(taskId);
  const fact = task?.deadlines.find((d) => d.at.id === deadline);
  const status = taskStatus(facts, taskId, on);
  if (!task || !fact || !status || status.closedOn !== null) return 'never';
  if (fact.on > on) return 'later';
  if (deadlineOn(task, on)?.at.id !== deadline) return 'never';
  return escalationOf(facts, taskId, on) ? 'now' : 'later';
}

/** Those who answer by themselves; what a class was fanned out into is escalated from the members' own tasks. */
function ownLines(facts: Facts, task: Task, lines: readonly AnswerLine[], on: CivilDate): AnswerLine[] {
  const members = task.fanOuts.flatMap((f) => f.members.flatMap((m) => [m.unit, standingId(facts, m.unit, on)]));
  return lines.filter(
    (line) =>
      (line.capacity === 'answers' || line.capacity === 'answers-in-vacancy') && !members.includes(line.unit ?? ''),
  );
}

class Climb {
  private readonly issuer: UnitId | null;

  constructor(
    private readonly facts: Facts,
    private readonly task: Task,
    private readonly about: readonly Concerned[],
    private readonly on: CivilDate,
  ) {
    const directive = standingDirective(facts, task, on);
    this.issuer = directive ? standingId(facts, directive.issued.issuer, on) : null;
  }

  above(line: AnswerLine): Addressee[] {
    const office = line.office === null ? null : this.facts.office(line.office);
    const declared = office ? this.declared(office) : [];
    if (declared.length > 0) return declared;
    const body = office?.body ?? line.unit;
    const up = body === null ? [] : this.stepsUp(body, 'one-step-up');
    return up.length > 0 ? up : this.fromIssuer();
  }

  signing(to: readonly Addressee[]): Signing[] {
    const bodies = [...to.map((one) => one.unit), this.issuer].filter((id): id is UnitId => id !== null);
    return [...new Set(bodies)]
      .filter((id) => !isInside(this.facts, id, this.about, this.on))
      .map((unit) => {
        const heads = this.headsOf(unit).filter((office) => !this.isConcerned(office));
        return { unit, office: to.find((one) => one.unit === unit)?.office ?? heads[0]?.id ?? null };
      });
  }

  private declared(office: Office): Addressee[] {
    const bodies = office.declarations
      .filter((d) => covers(d, this.on))
      .flatMap((d) => (d.to === null ? [] : [standingId(this.facts, d.to, this.on)]));
    return bodies.flatMap((id) => {
      const line = this.facts.unit(office.body)?.line;
      const heads = this.headsOf(id).filter(
        (head) => this.facts.unit(id)?.kind !== 'place' || this.lineOf(head) === line,
      );
      const free = heads.filter((head) => !this.isConcerned(head) && !this.isVacant(head));
      if (free.length > 0) return free.map((head) => addressee(head, 'declared'));
      return this.stepsUp(heads[0]?.body ?? id, 'declared');
    });
  }

  private stepsUp(from: UnitId, basis: EscalationBasis): Addressee[] {
    const seen = new Set<UnitId>();
    for (let above = officeAbove(this.facts, from, this.on); above && !seen.has(above.body.id);) {
      if (!this.isConcerned(above.office)) return [addressee(above.office, basis)];
      seen.add(above.body.id);
      above = officeAbove(this.facts, above.body.id, this.on);
    }
    return [];
  }

  private fromIssuer(): Addressee[] {
    if (this.issuer === null) return [];
    const free = this.headsOf(this.issuer).find((head) => !this.isConcerned(head) && !this.isVacant(head));
    return free ? [addressee(free, 'issuer')] : this.stepsUp(this.issuer, 'issuer');
  }

  private headsOf(id: UnitId): Office[] {
    const unit = this.facts.unit(id);
    return unit ? headsOf(this.facts, unit, this.on).flatMap((head) => head.office ?? []) : [];
  }

  private lineOf(office: Office) {
    return this.facts.unit(office.body)?.line;
  }

  private isVacant(office: Office): boolean {
    return holdersOf(this.facts, office, this.on).every((seat) => seat.reason === 'vacant');
  }

  /** One of those who answer, by the office or by the person: one person in two chairs is one person. */
  private isConcerned(office: Office): boolean {
    const holders = holdersOf(this.facts, office, this.on).flatMap((seat) => seat.holder ?? []);
    return this.about.some((one) => one.office === office.id || holders.includes(one.holder ?? ''));
  }
}

/** True for one of the units that a draft is about, and for a body inside one. */
export function isInside(facts: Facts, unit: UnitId, about: readonly Concerned[], on: CivilDate): boolean {
  const units = about.flatMap((one) => (one.unit === null ? [] : [standingId(facts, one.unit, on)]));
  return enclosing(facts, unit, on).some((id) => units.includes(id));
}

function addressee(office: Office, basis: EscalationBasis): Addressee {
  return { unit: office.body, office: office.id, basis };
}

function unique(list: readonly Addressee[]): Addressee[] {
  return list.filter((one, i) => list.findIndex((other) => other.office === one.office) === i);
}

import { addDays, type CivilDate, covers } from '../civil-date.js';
import { DELEGATION_KINDS } from './delegation-kind.js';
import { runningDelegations, standsFor } from './delegations.js';
import type { Facts } from '../facts.js';
import { type AnswersTo, answersTo } from '../organisation/accountability.js';
import { type Head, headsOf, headsOfBody, officeAbove } from '../organisation/heads.js';
import { type Certainty, holdersOf, officeEnd } from '../organisation/holder.js';
import type { Office, OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { EventRef } from '../recorded-fact.js';
import { enclosing, standingId, standingUnit, superiorOf } from '../organisation/succession.js';
import { isAfter } from '../dated.js';
import { type Delegation, type LeadFact, leadOn, type Task } from './task.js';
import type { TaskId } from './task-events.js';
import { standingDirective, standingLead, type StatusAnswer, taskStatus } from './task-status.js';
import type { Unit, UnitId } from '../organisation/unit.js';

/** In what way a line answers, most answerable first. */
export const CAPACITIES = [
  'answers',
  'answers-in-vacancy',
  'answers-for-orphan',
  'oversees',
  'leads',
  'executes',
  'directs',
  'coordinates',
  'supervises',
] as const;
export type Capacity = (typeof CAPACITIES)[number];

export interface AnswerLine {
  capacity: Capacity;
  /** The unit on whose account the office is in the answer: the lead, the delegate, the coordinating unit. */
  unit: UnitId | null;
  office: OfficeId | null;
  holder: PersonId | null;
  certainty: Certainty | null;
  /** `stated`: the text names the office; `rule`: domain.md section 2 does. */
  basis: 'stated' | 'rule';
  /** Since when and until when (not included) the holder is recorded in the office. */
  since: CivilDate | null;
  until: CivilDate | null;
  /** Why there is no office or no holder: `not-fanned-out`, `no-head-office`, `unnamed`, `vacant`, `unknown-holder`, `no-superior`. */
  reason: string | null;
  flags: readonly string[];
  /** Ids of the events that made this line, oldest first. */
  evidence: readonly string[];
}

export interface Coverage {
  class: UnitId;
  /** Members that have the task. */
  named: number;
  /** Members that the class has; null: nobody has said. */
  total: number | null;
}

export interface WhoAnswers {
  task: TaskId;
  asOf: CivilDate;
  knownAt: number;
  status: StatusAnswer;
  /** First day on which the task was closed; the lines are those of its last open day. */
  closedOn: CivilDate | null;
  lines: readonly AnswerLine[];
  /** Bodies to which the answering offices were declared accountable. */
  answersTo: readonly AnswersTo[];
  coverage: readonly Coverage[];
}

/** A line before its evidence is sorted and equal lines are put together. */
interface Draft extends Omit<AnswerLine, 'evidence'> {
  evidence: readonly EventRef[];
}

/**
 * Who answers for a task on a date (R1 to R9), as far as `facts` goes. Pure: the same facts give the same answer for
 * ever. Null if no such task is known. Before its assignment nobody answers.
 */
export function whoAnswers(facts: Facts, taskId: TaskId, asOf: CivilDate): WhoAnswers | null {
  const answer = draftAnswer(facts, taskId, asOf);
  if (!answer) return null;
  const { status, day, drafts, coverage } = answer;
  const lines = together(drafts);
  return {
    task: taskId,
    asOf,
    knownAt: facts.knownAt,
    status,
    closedOn: status.closedOn,
    lines,
    answersTo: accountableTo(facts, taskId, lines, day),
    coverage,
  };
}

/** The lines before they are put together, as of `day`: the date asked about, or the last on which the task was open. */
function draftAnswer(
  facts: Facts,
  taskId: TaskId,
  asOf: CivilDate,
): { status: StatusAnswer; day: CivilDate; drafts: Draft[]; coverage: Coverage[] } | null {
  const task = facts.task(taskId);
  const status = taskStatus(facts, taskId, asOf);
  if (!task || !status) return null;
  const lastOpen = status.closedOn === null ? asOf : addDays(status.closedOn, -1);
  const day = lastOpen < task.assigned.on ? task.assigned.on : lastOpen;
  const lead = asOf < task.assigned.on ? null : leadOn(task, day);
  const answer = lead ? new Question(facts, task, lead, day).answer() : { drafts: [], coverage: [] };
  return { status, day, ...answer };
}

/** R5: a running delegation and the unit that stands for its delegate. */
interface Passed {
  delegation: Delegation;
  unit: Unit;
}

function movesTheAnswer({ delegation }: Passed): boolean {
  return DELEGATION_KINDS[delegation.kind].delegator === 'oversees';
}

class Question {
  private readonly governmentIssuer: boolean;
  private readonly members: { member: TaskId; classId: UnitId }[];
  private readonly running: readonly Delegation[];

  constructor(
    private readonly facts: Facts,
    private readonly task: Task,
    private readonly lead: LeadFact,
    private readonly asOf: CivilDate,
  ) {
    const issuer = this.issuer();
    this.governmentIssuer = issuer !== null && facts.unit(issuer)?.line === 'government';
    this.running = runningDelegations(facts, task, asOf);
    this.members = task.fanOuts
      .filter((f) => f.on <= asOf && !isAfter(lead, f))
      .flatMap((f) => f.members.map((m) => ({ member: m.taskId, classId: f.classId })));
  }

  answer(): { drafts: Draft[]; coverage: Coverage[] } {
    const drafts: Draft[] = [];
    const coverage: Coverage[] = [];
    for (const leadUnit of this.lead.leads) {
      const standing = standingLead(this.facts, this.task, leadUnit, this.asOf);
      if (standing.kind !== 'standing') {
        drafts.push(...this.orphan(leadUnit, standing.evidence));
        continue;
      }
      const unit = this.facts.unit(standing.unit);
      if (unit?.kind === 'class') {
        const named = this.members.filter((m) => m.classId === unit.id);
        coverage.push(this.coverageOf(unit, named.length));
        drafts.push(...this.classLines(unit, named));
      } else if (unit) {
        drafts.push(...this.leadLines(leadUnit, unit, standing.evidence));
      } else {
        // Taken off the record while the task was being given to it.
        drafts.push(bare('answers', standing.unit, 'no-head-office', [this.lead.at, ...standing.evidence]));
      }
    }
    return { drafts: [...drafts, ...this.others()], coverage };
  }

  /** R1: the union of the members' lines, and the class itself while it is not known that all of them are named. */
  private classLines(unit: Unit, named: readonly { member: TaskId }[]): Draft[] {
    const lines = named.flatMap(({ member }) => draftAnswer(this.facts, member, this.asOf)?.drafts ?? []);
    const { named: count, total } = this.coverageOf(unit, named.length);
    if (total !== null && count >= total) return lines;
    const open = bare('answers', unit.id, 'not-fanned-out', [this.lead.at, unit.at]);
    return [...lines, open];
  }

  private coverageOf(unit: Unit, named: number): Coverage {
    return { class: unit.id, named, total: unit.total };
  }

  /** R2, R5: the lead's heads or the offices that the text names, and those to whom they have passed it on. */
  private leadLines(original: UnitId, unit: Unit, path: readonly EventRef[]): Draft[] {
    const above = new Set([original, unit.id]);
    const passedOn = this.passedOn(unit.id, above);
    const capacity = passedOn.some(movesTheAnswer) ? 'oversees' : 'answers';
    const evidence = [this.lead.at, ...path];
    const own = this.namedFor(original, unit)
      ? this.statedLines(original, unit, capacity, evidence)
      : this.headLines(unit, capacity, evidence);
    return [...own, ...passedOn.flatMap((d) => this.delegateLines(d, above))];
  }

  /** Named offices answer until the lead changes, by reassignment or by a reform (R2). */
  private namedFor(original: UnitId, unit: Unit): boolean {
    return this.lead.answering.length > 0 && original === unit.id;
  }

  private statedLines(lead: UnitId, unit: Unit, capacity: Capacity, evidence: readonly EventRef[]): Draft[] {
    return this.lead.answering.flatMap((id) => {
      const office = this.facts.office(id);
      // Taken off the record while it was being named: nobody is recorded in it, and it still answers.
      if (!office)
        return this.lead.leads[0] === lead ? [unnamed(id, bare(capacity, unit.id, 'unnamed', evidence))] : [];
      const seat = this.facts.unit(office.body);
      if (seat?.kind === 'class') {
        // Where the class itself is another of the leads, its offices are not those of this one.
        if (this.lead.leads.includes(seat.id)) return [];
        // "Chủ tịch UBND các quận": in each member the head of that line.
        const heads = headsOf(this.facts, unit, this.asOf).filter(
          (h) => office.line === null || h.line === office.line,
        );
        return heads.flatMap((head) => this.headLine(head, unit.id, capacity, [...evidence, office.at], 'stated'));
      }
      // With several leads an office speaks for the nearest that it sits in; one that sits in none speaks for the first.
      const around = enclosing(this.facts, office.body, this.asOf);
      const nearest = around.find((id) => this.lead.leads.includes(id)) ?? this.lead.leads[0];
      if (nearest !== lead) return [];
      return this.officeLines(office, unit.id, capacity, [...evidence, office.at], 'stated', []);
    });
  }

  /** R2: with an issuer of the government line the chair has the capacity and the secretary leads. */
  private headLines(unit: Unit, capacity: Capacity, evidence: readonly EventRef[]): Draft[] {
    const chair = this.governmentIssuer && unit.kind === 'place';
    return headsOf(this.facts, unit, this.asOf, chair).flatMap((head) =>
      this.headLine(head, unit.id, chair && head.line === 'party' ? 'leads' : capacity, evidence, 'rule'),
    );
  }

  private headLine(
    head: Head,
    unit: UnitId,
    capacity: Capacity,
    evidence: readonly EventRef[],
    basis: 'stated' | 'rule',
  ): Draft[] {
    const all = [...evidence, ...head.evidence];
    if (!head.office) {
      // The body that lacks a head office is named, so that the reader sees which one.
      return [{ ...bare(capacity, head.body, head.reason, all), basis, flags: head.flags }];
    }
    return this.officeLines(head.office, unit, capacity, all, basis, head.flags);
  }

  /** R3, R4: an office with its holder; who answers in a vacancy is a line of its own. */
  private officeLines(
    office: Office,
    unit: UnitId | null,
    capacity: Capacity,
    evidence: readonly EventRef[],
    basis: 'stated' | 'rule',
    flags: readonly string[],
  ): Draft[] {
    const lines = holdersOf(this.facts, office, this.asOf).map((seat) => ({
      capacity,
      unit,
      office: office.id,
      holder: seat.holder,
      certainty: seat.certainty,
      basis,
      since: seat.since,
      until: seat.until,
      reason: seat.reason,
      flags: [...flags, ...seat.flags],
      evidence: [...evidence, ...seat.evidence],
    }));
    const climbs =
      (capacity === 'answers' || capacity === 'answers-for-orphan') && lines.every((l) => l.reason === 'vacant');
    return climbs
      ? [
          ...lines,
          ...this.inVacancy(
            office,
            lines.flatMap((l) => l.evidence),
          ),
        ]
      : lines;
  }

  private inVacancy(office: Office, evidence: readonly EventRef[]): Draft[] {
    const above = officeAbove(this.facts, office.body, this.asOf);
    if (!above) return [bare('answers-in-vacancy', office.body, 'no-superior', evidence)];
    return this.officeLines(
      above.office,
      above.body.id,
      'answers-in-vacancy',
      [...evidence, above.office.at],
      'rule',
      [],
    );
  }

  /** R5: the running delegations that a unit gave, those back to a unit above it left out. */
  private passedOn(by: UnitId, above: ReadonlySet<UnitId>): Passed[] {
    return this.running.flatMap((d) => {
      if (d.from !== by && this.standsFor(d.from) !== by) return [];
      const to = this.standsFor(d.to);
      const unit = to === null || above.has(to) ? null : this.facts.unit(to);
      return unit ? [{ delegation: d, unit }] : [];
    });
  }

  private standsFor(id: UnitId): UnitId | null {
    return standsFor(this.facts, this.task, id, this.asOf);
  }

  /** A merged delegate hands on to its successor; a sub-delegation ends with its parent. */
  private delegateLines({ delegation, unit }: Passed, above: ReadonlySet<UnitId>): Draft[] {
    const { delegate } = DELEGATION_KINDS[delegation.kind];
    const seen = new Set([...above, delegation.to, unit.id]);
    const onwards = this.passedOn(unit.id, seen);
    const capacity = delegate === 'answers' && onwards.some(movesTheAnswer) ? 'oversees' : delegate;
    return [
      ...this.headLines(unit, capacity, [this.lead.at, delegation.at]),
      ...onwards.flatMap((sub) => this.delegateLines(sub, seen)),
    ];
  }

  /** R8: nobody stands where the lead stood: the head of the issuing body answers, or of its successor or superior. */
  private orphan(lead: UnitId, path: readonly EventRef[]): Draft[] {
    const evidence = [this.lead.at, ...path];
    const issuer = this.issuer();
    const body = issuer === null ? null : this.issuingBody(issuer);
    if (!body) return [bare('answers-for-orphan', lead, 'no-superior', evidence)];
    return headsOfBody(this.facts, body, this.asOf).flatMap((head) =>
      this.headLine(head, body.id, 'answers-for-orphan', evidence, 'rule'),
    );
  }

  private issuer(): UnitId | null {
    return standingDirective(this.facts, this.task, this.asOf)?.issued.issuer ?? null;
  }

  private issuingBody(issuer: UnitId): Unit | null {
    const standing = standingUnit(this.facts, issuer, this.asOf);
    if (standing.kind === 'standing') return this.facts.unit(standing.unit);
    const ended = this.facts.unit(issuer);
    return ended && superiorOf(this.facts, ended, this.asOf);
  }

  /** R6: who directs, who coordinates, who is in charge of the area. */
  private others(): Draft[] {
    const { director, coordinators } = this.task.assigned;
    return [
      ...(director === null ? [] : this.roleLines(director, 'directs')),
      ...coordinators.flatMap((id) => this.roleLines(id, 'coordinates')),
      ...this.areaCharges(),
    ];
  }

  private roleLines(id: UnitId, capacity: Capacity): Draft[] {
    const standing = this.standsFor(id);
    const unit = standing === null ? null : this.facts.unit(standing);
    if (!unit) return [];
    if (unit.kind === 'class') return [bare(capacity, unit.id, 'not-fanned-out', [this.task.at, unit.at])];
    return headsOf(this.facts, unit, this.asOf).flatMap((head) =>
      this.headLine(head, unit.id, capacity, [this.task.at], 'rule'),
    );
  }

  private areaCharges(): Draft[] {
    const places = new Set<UnitId>();
    for (const lead of this.lead.leads) {
      const standing = standingLead(this.facts, this.task, lead, this.asOf);
      const unit = standing.kind === 'standing' ? this.facts.unit(standing.unit) : null;
      if (!unit || unit.kind === 'class') continue;
      for (const id of enclosing(this.facts, unit.id, this.asOf)) {
        if (this.facts.unit(id)?.kind === 'place') places.add(id);
      }
    }
    return [...places].flatMap((place) =>
      (this.facts.unit(place)?.charges ?? [])
        .filter((charge) => covers(charge, this.asOf))
        .flatMap((charge): Draft[] => {
          const office = charge.office === null ? null : this.facts.office(charge.office);
          // An office that is no more, by itself or with its place, is in charge of nothing.
          const end = office && officeEnd(this.facts, office, this.asOf);
          if (end !== null && end <= this.asOf) return [];
          if (office) return this.officeLines(office, place, 'supervises', [charge.at, office.at], 'stated', []);
          const line = bare('supervises', place, null, [charge.at]);
          return [{ ...line, holder: charge.person, basis: 'stated', since: charge.from, until: charge.until }];
        }),
    );
  }
}

function bare(capacity: Capacity, unit: UnitId, reason: string | null, evidence: readonly EventRef[]): Draft {
  const nobody = { office: null, holder: null, certainty: null, since: null, until: null };
  return { ...nobody, capacity, unit, basis: 'rule', reason, flags: [], evidence };
}

function unnamed(office: OfficeId, line: Draft): Draft {
  return { ...line, office, basis: 'stated' };
}

/** Equal lines become one with the evidence of all; the order is that of the capacities. */
function together(drafts: readonly Draft[]): AnswerLine[] {
  const byKey = new Map<string, Draft>();
  for (const draft of drafts) {
    const key = JSON.stringify([
      draft.capacity,
      draft.office ?? draft.unit,
      draft.office !== null,
      draft.holder,
      draft.reason,
    ]);
    const same = byKey.get(key);
    byKey.set(key, same ? merged(same, draft) : draft);
  }
  return [...byKey.values()]
    .sort((a, b) => CAPACITIES.indexOf(a.capacity) - CAPACITIES.indexOf(b.capacity))
    .map((draft) => ({ ...draft, evidence: evidenceIds(draft.evidence) }));
}

function merged(a: Draft, b: Draft): Draft {
  return { ...a, flags: [...new Set([...a.flags, ...b.flags])], evidence: [...a.evidence, ...b.evidence] };
}

function evidenceIds(refs: readonly EventRef[]): string[] {
  return [...new Set([...refs].sort((a, b) => a.ordinal - b.ordinal).map((ref) => ref.id))];
}

function accountableTo(facts: Facts, task: TaskId, lines: readonly AnswerLine[], asOf: CivilDate): AnswersTo[] {
  const offices = new Set(lines.flatMap((l) => (l.capacity === 'answers' && l.office !== null ? [l.office] : [])));
  const classes = classesOf(facts, task);
  return [...offices].flatMap((id) => {
    const office = facts.office(id);
    const body = office && facts.unit(office.body);
    if (!office || !body) return [];
    const through = classes.flatMap(({ classId, unit }) => {
      const member = standingId(facts, unit, asOf);
      return member === body.id || member === body.place ? [classId] : [];
    });
    return answersTo(facts, office, asOf, through);
  });
}

/** The classes through which members have the task: those of its own fan-outs, or of the class task that it is part of. */
function classesOf(facts: Facts, taskId: TaskId): { classId: UnitId; unit: UnitId }[] {
  const task = facts.task(taskId);
  const whole = task?.parent ? facts.task(task.parent) : task;
  return (whole?.fanOuts ?? []).flatMap((f) => f.members.map((m) => ({ classId: f.classId, unit: m.unit })));
}

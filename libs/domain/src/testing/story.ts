import { AGGREGATES, type DomainEvents, mentionsOf } from '../aggregates.js';
import type { CivilDate } from '../civil-date.js';
import { streamOf } from '../decider.js';
import type { DelegationKind } from '../tasks/delegation-kind.js';
import { FactBase, Facts } from '../facts.js';
import type { RecordedFact } from '../recorded-fact.js';
import type { ActingStyle, AppointmentKind } from '../organisation/office.js';
import type { TaskEvents } from '../tasks/task-events.js';
import type { Level, Line } from '../organisation/unit.js';

type EventType = keyof DomainEvents;

/** A history, told event by event. Facts are recorded as they are told: no decision is asked. */
export class Story {
  private readonly base = new FactBase(mentionsOf);
  private readonly told: RecordedFact[] = [];

  /** Ordinal of the last event: "as known now". */
  get now(): number {
    return this.told.length;
  }

  get events(): readonly RecordedFact[] {
    return this.told;
  }

  facts(knownAt: number = this.now): Facts {
    return new Facts(this.base.at(knownAt));
  }

  /** Records one event; its id (`e1`, `e2`, …) comes back. */
  add<T extends EventType>(type: T, id: string, data: DomainEvents[T]): string {
    return this.put(streamOf(categoryOf(type), id), type, data);
  }

  /** Records an event that a decision has made. */
  record(stream: string, event: { type: string; data: object }): string {
    return this.put(stream, event.type, event.data);
  }

  private put(stream: string, type: string, data: object): string {
    const fact = { id: `e${this.told.length + 1}`, ordinal: this.told.length + 1, stream, type, data };
    this.told.push(fact);
    this.base.add(fact);
    return fact.id;
  }

  /** Takes an event out: proposed and confirmed. The id of the confirmation comes back. */
  annul(target: string, on: CivilDate = '2021-09-01'): string {
    const stream = this.told.find((fact) => fact.id === target)?.stream ?? '';
    const signed = { target, on, reason: 'nhập nhầm' };
    const proposal = this.put(stream, 'AnnulmentProposed', { ...signed, office: 'tp.bt', person: 'P:tp.bt' });
    return this.put(stream, 'RecordAnnulled', { ...signed, proposal, office: 'tp.ct', person: 'P:tp.ct' });
  }

  place(id: string, parent: string | null = null, level: Level = 'district', from: CivilDate = '2020-01-01'): string {
    return this.add('PlaceRegistered', id, { unitId: id, name: id, level, parent, from, code: null });
  }

  body(
    id: string,
    place: string,
    line: Line,
    o: { parent?: string | null; collective?: boolean; from?: CivilDate } = {},
  ): string {
    const { parent = null, collective = false, from = '2020-01-01' } = o;
    return this.add('BodyRegistered', id, { unitId: id, name: id, place, line, parent, from, collective });
  }

  class(id: string, place: string, total: number | null): string {
    return this.add('UnitClassDefined', id, { unitId: id, name: id, place, total });
  }

  members(id: string, joined: string[], on: CivilDate): string {
    return this.add('ClassMembershipChanged', id, { unitId: id, joined, left: [], on });
  }

  office(id: string, body: string, o: { head?: boolean; seats?: number; line?: Line | null } = {}): string {
    const { head = true, seats = 1, line = null } = o;
    return this.add('OfficeCreated', id, { officeId: id, title: id, body, head, seats, line });
  }

  appoint(
    officeId: string,
    personId: string,
    from: CivilDate,
    o: { until?: CivilDate; kind?: AppointmentKind; style?: ActingStyle; termEndsOn?: CivilDate } = {},
  ): string {
    const { until = null, kind = 'appointed', style = null, termEndsOn = null } = o;
    return this.add('HeadAppointed', officeId, { officeId, personId, kind, style, from, until, termEndsOn });
  }

  replace(officeId: string, outgoing: string, incoming: string, on: CivilDate): string {
    return this.add('HeadReplaced', officeId, { officeId, outgoing, incoming, on, termEndsOn: null });
  }

  leave(officeId: string, personId: string, on: CivilDate): string {
    return this.add('AppointmentEnded', officeId, { officeId, personId, on, reason: null });
  }

  attest(officeId: string, personId: string, on: CivilDate): string {
    return this.add('HolderAttested', officeId, { officeId, personId, on, document: null });
  }

  suspend(officeId: string, personId: string, from: CivilDate, until: CivilDate | null = null): string {
    return this.add('HolderSuspended', officeId, { officeId, personId, from, until, reason: null });
  }

  reinstate(officeId: string, personId: string, on: CivilDate): string {
    return this.add('HolderReinstated', officeId, { officeId, personId, on });
  }

  charge(unitId: string, by: { office?: string; person?: string }, from: CivilDate, until: CivilDate | null): string {
    const { office = null, person = null } = by;
    return this.add('AreaChargeGiven', unitId, { unitId, chargeId: `c${this.now}`, office, person, from, until });
  }

  declare(officeId: string, to: string, from: CivilDate): string {
    const declared = { officeId, declarationId: `a${this.now}`, to, toText: to, scope: 'phòng, chống dịch', from };
    return this.add('AccountabilityDeclared', officeId, declared);
  }

  move(unitId: string, parent: string | null, on: CivilDate): string {
    return this.add('UnitMoved', unitId, { unitId, parent, level: null, on });
  }

  merge(unitId: string, into: string, on: CivilDate): string {
    return this.add('UnitMerged', unitId, { unitId, into, on, basis: null });
  }

  split(unitId: string, into: string[], on: CivilDate): string {
    return this.add('UnitSplit', unitId, { unitId, into, on, basis: null });
  }

  dissolve(unitId: string, on: CivilDate): string {
    return this.add('UnitDissolved', unitId, { unitId, on, basis: null });
  }

  directive(directiveId: string, issuer: string, on: CivilDate = '2021-08-10'): string {
    return this.add('DirectiveIssued', directiveId, {
      directiveId,
      form: 'document',
      issuer,
      issuerOffice: null,
      title: 'Chỉ thị về phòng, chống dịch',
      number: null,
      on,
      onInferred: false,
      issuedOn: on,
      eventOn: null,
      publishedAt: null,
      urgency: null,
      clauses: [],
      legalBasis: [],
      recipients: [],
      signer: null,
      chairedBy: null,
    });
  }

  revoke(directiveId: string, on: CivilDate): string {
    return this.add('DirectiveRevoked', directiveId, { directiveId, on, reason: null });
  }

  supersede(directiveId: string, by: string, on: CivilDate, ...carried: string[]): string {
    const carryOver = carried.map((task) => ({ task, clause: null }));
    return this.add('DirectiveSuperseded', directiveId, { directiveId, by, on, carryOver });
  }

  /** Assigns `t` under `d` on 10 August 2021, if nothing else is said. */
  task(leads: string[], o: Partial<TaskEvents['TaskAssigned']> = {}): string {
    return this.add('TaskAssigned', o.taskId ?? 't', {
      taskId: 't',
      directiveId: 'd',
      clause: null,
      kind: 'task',
      title: 'Rà soát F0 điều trị tại nhà',
      leads,
      leadsStated: true,
      answering: [],
      coordinators: [],
      director: null,
      on: '2021-08-10',
      deadline: null,
      deadlineText: null,
      condition: null,
      target: null,
      ...o,
    });
  }

  /** Members' tasks are called `TASK/MEMBER`. */
  fanOut(taskId: string, classId: string, units: string[], on: CivilDate, answering: string[] = []): string {
    const members = units.map((unit) => ({ taskId: `${taskId}/${unit}`, unit, answering }));
    return this.add('TaskFannedOut', taskId, { taskId, classId, members, on });
  }

  reassign(lead: string, on: CivilDate, answering: string[] = [], taskId: string = 't'): string {
    return this.add('TaskReassigned', taskId, { taskId, lead, answering, on, reason: null });
  }

  delegate(
    from: string,
    to: string,
    on: CivilDate,
    o: { kind?: DelegationKind; until?: CivilDate; taskId?: string } = {},
  ): string {
    const { kind = 'giao-viec', until = null, taskId = 't' } = o;
    const delegationId = `${from}>${to}#${this.now}`;
    this.add('TaskDelegated', taskId, { taskId, delegationId, from, to, on, until, kind });
    return delegationId;
  }

  endDelegation(delegationId: string, on: CivilDate): string {
    return this.add('DelegationEnded', 't', { taskId: 't', delegationId, on });
  }

  clarify(deadline: CivilDate, on: CivilDate, by: string = 'tp.party'): string {
    return this.add('DeadlineClarified', 't', { taskId: 't', deadline, by, basis: null, on });
  }

  extend(deadline: CivilDate, on: CivilDate, by: string = 'tp.party'): string {
    const why = { reason: 'force-majeure', text: 'phong tỏa' } as const;
    return this.add('ExtensionGranted', 't', { taskId: 't', deadline, by, on, ...why });
  }

  complete(on: CivilDate, by: string = 'qa'): string {
    return this.add('CompletionReported', 't', { taskId: 't', by, on });
  }

  verify(report: string, on: CivilDate, by: string = 'tp.party'): string {
    return this.add('CompletionVerified', 't', { taskId: 't', report, by, on });
  }

  reject(report: string, on: CivilDate, by: string = 'tp.party'): string {
    return this.add('CompletionRejected', 't', { taskId: 't', report, by, reason: 'thiếu minh chứng', on });
  }

  turn(
    type: 'TaskAccepted' | 'TaskReturned' | 'TaskSuspended' | 'TaskResumed' | 'TaskWithdrawn',
    on: CivilDate,
  ): string {
    return this.add(type, 't', { taskId: 't', by: 'tp.party', reason: 'theo đề nghị', on });
  }

  decideSuccessor(from: string, to: string, on: CivilDate): string {
    return this.add('TaskSuccessorDecided', 't', { taskId: 't', from, to, by: 'tp.party', on });
  }

  trigger(on: CivilDate): string {
    return this.add('ScenarioActivated', 't', { taskId: 't', trigger: 'trên 2.000 ca/ngày', readyBefore: true, on });
  }
}

/** Offices of the city that `city` tells; each is held by the person `P:OFFICE`. */
const HEADED = ['tp', 'qa', 'qb', 'pa1'] as const;

/**
 * A city `tp` with the districts `qa` and `qb` and the commune `pa1` in `qa`. Each has a party committee `X.party` headed
 * by `X.bt` and a People's Committee `X.gov` headed by `X.ct`, and directive `d` of `tp.party` stands since 10 August 2021.
 *
 * @param vacant offices in which nobody is ever recorded
 */
export function city(vacant: readonly string[] = []): Story {
  const story = new Story();
  story.place('tp', null, 'province');
  story.place('qa', 'tp');
  story.place('qb', 'tp');
  story.place('pa1', 'qa', 'commune');
  for (const place of HEADED) {
    seat(story, place, vacant);
  }
  story.directive('d', 'tp.party');
  return story;
}

/** The party committee and the People's Committee of a place, with their heads. */
export function seat(
  story: Story,
  place: string,
  vacant: readonly string[] = [],
  from: CivilDate = '2020-01-01',
): void {
  story.body(`${place}.party`, place, 'party', { from });
  story.body(`${place}.gov`, place, 'government', { from });
  story.office(`${place}.bt`, `${place}.party`);
  story.office(`${place}.ct`, `${place}.gov`);
  for (const office of [`${place}.bt`, `${place}.ct`]) {
    if (!vacant.includes(office)) story.appoint(office, `P:${office}`, from);
  }
}

function categoryOf(type: string): string {
  for (const aggregate of Object.values(AGGREGATES)) {
    if (Object.hasOwn(aggregate.evolve, type)) return aggregate.category;
  }
  throw new Error(`no aggregate has an event ${type}`);
}

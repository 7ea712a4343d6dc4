import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  abolishOffice,
  ACTING_STYLES,
  type ActingStyle,
  appoint,
  attestHolder,
  createOffice,
  endAppointment,
  office,
  reinstateHolder,
  replaceHead,
  suspendHolder,
} from '#domain/organisation/office.js';
import { declareAccountability, endAccountability } from '#domain/organisation/accountability.js';
import { signHandover } from '#domain/organisation/handover.js';
import { finding } from '#domain/inspections/finding.js';
import { person, registerPerson } from '#domain/organisation/person.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireExisting, requirePerson } from '#domain/separation-of-duties.js';
import { type Line, LINES } from '#domain/organisation/unit.js';
import { RecordingCommand } from './command.js';
import { Count, Day, Flag, Id, Ids, OneOf, Text } from './fields.js';
import { Recorder } from './recorder.js';

/** Records a person by an opaque id and the public name that a document gives. */
export class RegisterPerson extends RecordingCommand {
  @Id({ description: 'Opaque id of the person.' }) personId!: string;
  @Text({ description: 'Name as the document writes it.', max: 200 }) name!: string;
}

/** Creates an office (chức vụ): a seat in a body. */
export class CreateOffice extends RecordingCommand {
  @Id({ description: 'Id of the office.', example: 'qa.ubnd.ct' }) officeId!: string;
  @Text({ description: 'Title as written (Chủ tịch UBND quận A).', max: 300 }) title!: string;
  @Id({ description: 'The body; or a class of units, for an office that the text names for all its members.' })
  body!: string;
  @Flag({ description: 'True if it is the head (người đứng đầu) of the body.' }) head!: boolean;
  @Count({ description: 'How many may hold it at once; 1 if left out.', min: 1, max: 1000, optional: true })
  seats?: number | null;
  @OneOf(LINES, { description: 'For an office of a class: whose head it stands for in each member.', optional: true })
  line?: Line | null;
}

export class AbolishOffice extends RecordingCommand {
  @Id({ description: 'Id of the office.' }) officeId!: string;
  @Day({ description: 'First day on which it no longer exists.' }) on!: string;
}

/** Puts a person into an office (bổ nhiệm, bầu) or lets them act in it (quyền, phụ trách, điều hành). */
export class Appoint extends RecordingCommand {
  @Id({ description: 'Id of the office.' }) officeId!: string;
  @Id({ description: 'Id of the person.' }) personId!: string;
  @OneOf(['appointed', 'acting'], { description: 'Appointed, or acting until somebody is.' })
  kind!: 'appointed' | 'acting';
  @OneOf(ACTING_STYLES, { description: 'How an acting holder is styled.', optional: true }) style?: ActingStyle | null;
  @Day({ description: 'First day in office.' }) from!: string;
  @Day({ description: 'First day no longer in office.', optional: true }) until?: string | null;
  @Day({ description: 'Planned end of the term; it empties no seat.', optional: true }) termEndsOn?: string | null;
}

export class ReplaceHead extends RecordingCommand {
  @Id({ description: 'Id of the office.' }) officeId!: string;
  @Id({ description: 'The person who leaves.' }) outgoing!: string;
  @Id({ description: 'The person who begins.' }) incoming!: string;
  @Day({ description: 'First day of the new holder.' }) on!: string;
  @Day({ description: 'Planned end of the new term.', optional: true }) termEndsOn?: string | null;
}

export class EndAppointment extends RecordingCommand {
  @Id({ description: 'Id of the office.' }) officeId!: string;
  @Id({ description: 'Id of the person.' }) personId!: string;
  @Day({ description: 'First day on which the person no longer holds the office.' }) on!: string;
  @Text({ description: 'Why, as the document has it.', optional: true }) reason?: string | null;
}

export class SuspendHolder extends RecordingCommand {
  @Id({ description: 'Id of the office.' }) officeId!: string;
  @Id({ description: 'Id of the person.' }) personId!: string;
  @Day({ description: 'First day of the suspension (đình chỉ).' }) from!: string;
  @Day({ description: 'First day on which it no longer holds.', optional: true }) until?: string | null;
  @Text({ description: 'Why, as the document has it.', optional: true }) reason?: string | null;
}

export class ReinstateHolder extends RecordingCommand {
  @Id({ description: 'Id of the office.' }) officeId!: string;
  @Id({ description: 'Id of the person.' }) personId!: string;
  @Day({ description: 'First day on which the suspension no longer holds.' }) on!: string;
}

/** Văn bản có nêu: a document shows the person in the office on one date. */
export class AttestHolder extends RecordingCommand {
  @Id({ description: 'Id of the office.' }) officeId!: string;
  @Id({ description: 'Id of the person.' }) personId!: string;
  @Day({ description: 'The date on which the document shows it.' }) on!: string;
  @Text({ description: 'Which document.', optional: true }) document?: string | null;
}

/** Records before whom an office was declared to answer. */
export class DeclareAccountability extends RecordingCommand {
  @Id({ description: 'Id of the declaration.' }) declarationId!: string;
  @Id({ description: 'Id of the office.' }) officeId!: string;
  @Id({ description: 'The body that it answers to, if it is one.', optional: true }) to?: string | null;
  @Text({ description: 'The wording ("trước Ban Thường vụ Quận ủy").', max: 300 }) toText!: string;
  @Text({ description: 'For what.', max: 1000 }) scope!: string;
  @Day({ description: 'From when.' }) from!: string;
}

export class EndAccountability extends RecordingCommand {
  @Id({ description: 'Id of the declaration.' }) declarationId!: string;
  @Id({ description: 'Id of the office.' }) officeId!: string;
  @Day({ description: 'First day on which it no longer holds.' }) on!: string;
}

/** Biên bản bàn giao: the outgoing or the incoming head signs the list of what is open. */
export class SignHandover extends RecordingCommand {
  @Id({ description: 'The office whose head has changed.' }) officeId!: string;
  @Id({ description: 'The person who leaves: with the day it says which handover.' }) outgoing!: string;
  @Day({ description: 'First day on which that person no longer holds the office.' }) changedOn!: string;
  @Id({ description: 'The person who signs: the outgoing or the incoming head.' }) person!: string;
  @Ids({ description: 'Tasks on the list that was signed.' }) tasks!: string[];
  @Ids({ description: 'Findings on the list that was signed.' }) findings!: string[];
  @Day({ description: 'Day of the signature; not before the change.' }) on!: string;
}

@CommandHandler(RegisterPerson)
export class RegisterPersonHandler implements ICommandHandler<RegisterPerson> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RegisterPerson) {
    const { personId, name } = c;
    return this.recorder.record(person, personId, c, (state) => registerPerson(state, { personId, name }));
  }
}

@CommandHandler(CreateOffice)
export class CreateOfficeHandler implements ICommandHandler<CreateOffice> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: CreateOffice) {
    const { officeId, title, body, head } = c;
    const data = { officeId, title, body, head, seats: c.seats ?? 1, line: c.line ?? null };
    return this.recorder.recordInContext(office, officeId, c, (state, facts) => {
      const seat = facts.unit(body);
      if (!seat) throw new RuleViolation('unit-unknown', body);
      if (seat.kind === 'place') throw new RuleViolation('office-needs-a-body', body);
      return createOffice(state, data);
    });
  }
}

@CommandHandler(AbolishOffice)
export class AbolishOfficeHandler implements ICommandHandler<AbolishOffice> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: AbolishOffice) {
    const { officeId, on } = c;
    return this.recorder.record(office, officeId, c, (state) => abolishOffice(state, { officeId, on }));
  }
}

@CommandHandler(Appoint)
export class AppointHandler implements ICommandHandler<Appoint> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: Appoint) {
    const { officeId, personId, kind, from } = c;
    const [style, until, termEndsOn] = [c.style ?? null, c.until ?? null, c.termEndsOn ?? null];
    return this.recorder.recordInContext(office, officeId, c, (state, facts) => {
      requirePerson(facts, personId);
      if (state) requireExisting(facts, state.body, from);
      return appoint(state, { officeId, personId, kind, style, from, until, termEndsOn });
    });
  }
}

@CommandHandler(ReplaceHead)
export class ReplaceHeadHandler implements ICommandHandler<ReplaceHead> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ReplaceHead) {
    const { officeId, outgoing, incoming, on } = c;
    return this.recorder.recordInContext(office, officeId, c, (state, facts) => {
      requirePerson(facts, incoming);
      if (state) requireExisting(facts, state.body, on);
      return replaceHead(state, { officeId, outgoing, incoming, on, termEndsOn: c.termEndsOn ?? null });
    });
  }
}

@CommandHandler(EndAppointment)
export class EndAppointmentHandler implements ICommandHandler<EndAppointment> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: EndAppointment) {
    const { officeId, personId, on } = c;
    return this.recorder.record(office, officeId, c, (state) =>
      endAppointment(state, { officeId, personId, on, reason: c.reason ?? null }),
    );
  }
}

@CommandHandler(SuspendHolder)
export class SuspendHolderHandler implements ICommandHandler<SuspendHolder> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: SuspendHolder) {
    const { officeId, personId, from } = c;
    return this.recorder.record(office, officeId, c, (state) =>
      suspendHolder(state, { officeId, personId, from, until: c.until ?? null, reason: c.reason ?? null }),
    );
  }
}

@CommandHandler(ReinstateHolder)
export class ReinstateHolderHandler implements ICommandHandler<ReinstateHolder> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ReinstateHolder) {
    const { officeId, personId, on } = c;
    return this.recorder.record(office, officeId, c, (state) => reinstateHolder(state, { officeId, personId, on }));
  }
}

@CommandHandler(AttestHolder)
export class AttestHolderHandler implements ICommandHandler<AttestHolder> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: AttestHolder) {
    const { officeId, personId, on } = c;
    return this.recorder.recordInContext(office, officeId, c, (state, facts) => {
      requirePerson(facts, personId);
      return attestHolder(state, { officeId, personId, on, document: c.document ?? null });
    });
  }
}

@CommandHandler(DeclareAccountability)
export class DeclareAccountabilityHandler implements ICommandHandler<DeclareAccountability> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DeclareAccountability) {
    const { declarationId, officeId, toText, scope, from } = c;
    const to = c.to ?? null;
    return this.recorder.recordInContext(office, officeId, c, (state, facts) => {
      if (to !== null) requireExisting(facts, to, from);
      return declareAccountability(state, { officeId, declarationId, to, toText, scope, from });
    });
  }
}

@CommandHandler(EndAccountability)
export class EndAccountabilityHandler implements ICommandHandler<EndAccountability> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: EndAccountability) {
    const { declarationId, officeId, on } = c;
    return this.recorder.record(office, officeId, c, (state) =>
      endAccountability(state, { officeId, declarationId, on }),
    );
  }
}

@CommandHandler(SignHandover)
export class SignHandoverHandler implements ICommandHandler<SignHandover> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: SignHandover) {
    const { officeId, outgoing, changedOn, person: signer, tasks, findings, on } = c;
    return this.recorder.recordInContext(office, officeId, c, (state, facts) => {
      requirePerson(facts, signer);
      for (const id of tasks) if (!facts.task(id)) throw new RuleViolation('task-unknown', id);
      for (const id of findings) if (!facts.of(finding, id)) throw new RuleViolation('finding-unknown', id);
      return signHandover(facts, state, { officeId, outgoing, changedOn, person: signer, tasks, findings, on });
    });
  }
}

export const officeHandlers = [
  RegisterPersonHandler,
  CreateOfficeHandler,
  AbolishOfficeHandler,
  AppointHandler,
  ReplaceHeadHandler,
  EndAppointmentHandler,
  SuspendHolderHandler,
  ReinstateHolderHandler,
  AttestHolderHandler,
  DeclareAccountabilityHandler,
  EndAccountabilityHandler,
  SignHandoverHandler,
];

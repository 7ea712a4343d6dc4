import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Facts } from '#domain/facts.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireExisting, requireOffice, requirePerson } from '#domain/separation-of-duties.js';
import {
  changeMembership,
  end,
  endAreaCharge,
  giveAreaCharge,
  type Level,
  LEVELS,
  type Line,
  LINES,
  move,
  register,
  rename,
  unit,
  type UnitId,
} from '#domain/organisation/unit.js';
import { RecordingCommand } from './command.js';
import { Count, Day, Flag, Id, Ids, OneOf, Text } from './fields.js';
import { Recorder } from './recorder.js';

/** Records a place (địa phương): a territory with its level and the place above it. */
export class RegisterPlace extends RecordingCommand {
  @Id({ description: 'Id of the place; ids of places, bodies and classes are one namespace.', example: 'qa' })
  unitId!: string;
  @Text({ description: 'Name as written.', max: 300, example: 'Quận A' }) name!: string;
  @OneOf(LEVELS, { description: 'Level of the place (cấp).' }) level!: Level;
  @Id({ description: 'The place above; null for the topmost.', optional: true }) parent?: string | null;
  @Day({ description: 'First day on which it exists.' }) from!: string;
  @Text({ description: 'Code in the official list of administrative units.', max: 20, optional: true })
  code?: string | null;
}

/** Records a body (cơ quan, tổ chức) that sits in a place. */
export class RegisterBody extends RecordingCommand {
  @Id({ description: 'Id of the body.', example: 'qa.ubnd' }) unitId!: string;
  @Text({ description: 'Name as written.', max: 300 }) name!: string;
  @Id({ description: 'The place in which it sits.' }) place!: string;
  @OneOf(LINES, { description: 'Line (hệ thống): party, government, council, front, armed, steering.' }) line!: Line;
  @Id({ description: 'The body that it belongs to; null for the top body of its line in the place.', optional: true })
  parent?: string | null;
  @Day({ description: 'First day on which it exists.' }) from!: string;
  @Flag({ description: 'A collective body (Ban Thường vụ, Thường trực) has no head of its own.', optional: true })
  collective?: boolean | null;
}

/** Defines a class of units that a document addresses as one ("các quận, huyện, thị xã"). */
export class DefineClass extends RecordingCommand {
  @Id({ description: 'Id of the class.' }) unitId!: string;
  @Text({ description: 'Wording of the class.', max: 300 }) name!: string;
  @Id({ description: 'The place that it lies in.' }) place!: string;
  @Count({ description: 'How many members it has, if that is known; null: nobody has said.', optional: true })
  total?: number | null;
}

export class ChangeClassMembership extends RecordingCommand {
  @Id({ description: 'Id of the class.' }) unitId!: string;
  @Ids({ description: 'Units that join.' }) joined!: string[];
  @Ids({ description: 'Units that leave.' }) left!: string[];
  @Day({ description: 'First day of the new membership.' }) on!: string;
}

export class RenameUnit extends RecordingCommand {
  @Id({ description: 'Id of the unit.' }) unitId!: string;
  @Text({ description: 'The new name.', max: 300 }) name!: string;
  @Day({ description: 'First day of the new name.' }) on!: string;
}

export class MoveUnit extends RecordingCommand {
  @Id({ description: 'Id of the unit.' }) unitId!: string;
  @Id({ description: 'The unit above from then on.', optional: true }) parent?: string | null;
  @OneOf(LEVELS, { description: 'The new level, if it changes.', optional: true }) level?: Level | null;
  @Day({ description: 'First day of the new state.' }) on!: string;
}

/** R8: the unit goes into another one; its open tasks pass on that day. */
export class MergeUnit extends RecordingCommand {
  @Id({ description: 'Id of the unit that ends.' }) unitId!: string;
  @Id({ description: 'The unit that it goes into.' }) into!: string;
  @Day({ description: 'First day on which the old unit no longer exists.' }) on!: string;
  @Text({ description: 'Legal basis as written.', optional: true }) basis?: string | null;
}

/** R8: the unit is divided; the successor of each of its tasks is decided one by one. */
export class SplitUnit extends RecordingCommand {
  @Id({ description: 'Id of the unit that ends.' }) unitId!: string;
  @Ids({ description: 'The units that it is divided into.', atLeast: 2 }) into!: string[];
  @Day({ description: 'First day on which the old unit no longer exists.' }) on!: string;
  @Text({ description: 'Legal basis as written.', optional: true }) basis?: string | null;
}

/** R8: the unit ends without a successor; its open tasks are orphaned. */
export class DissolveUnit extends RecordingCommand {
  @Id({ description: 'Id of the unit that ends.' }) unitId!: string;
  @Day({ description: 'First day on which it no longer exists.' }) on!: string;
  @Text({ description: 'Legal basis as written.', optional: true }) basis?: string | null;
}

/** R6: phụ trách địa bàn: an office or a person is put in charge of a place's work. */
export class GiveAreaCharge extends RecordingCommand {
  @Id({ description: 'Id of the charge.' }) chargeId!: string;
  @Id({ description: 'The place.' }) place!: string;
  @Id({ description: 'The office in charge; either this or `person`.', optional: true }) office?: string | null;
  @Id({ description: 'The person in charge; either this or `office`.', optional: true }) person?: string | null;
  @Day({ description: 'First day.' }) from!: string;
  @Day({ description: 'First day on which it no longer holds.', optional: true }) until?: string | null;
}

export class EndAreaCharge extends RecordingCommand {
  @Id({ description: 'Id of the charge.' }) chargeId!: string;
  @Id({ description: 'The place.' }) place!: string;
  @Day({ description: 'First day on which it no longer holds.' }) on!: string;
}

@CommandHandler(RegisterPlace)
export class RegisterPlaceHandler implements ICommandHandler<RegisterPlace> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RegisterPlace) {
    const { unitId, name, level, from } = c;
    const data = { unitId, name, level, from, parent: c.parent ?? null, code: c.code ?? null };
    return this.recorder.recordInContext(unit, unitId, c, (state, facts) => {
      if (data.parent !== null) requireKind(facts, data.parent, 'place', from);
      return register(state, { type: 'PlaceRegistered', data });
    });
  }
}

@CommandHandler(RegisterBody)
export class RegisterBodyHandler implements ICommandHandler<RegisterBody> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RegisterBody) {
    const { unitId, name, place, line, from } = c;
    const parent = c.parent ?? null;
    const data = { unitId, name, place, line, parent, from, collective: c.collective ?? false };
    return this.recorder.recordInContext(unit, unitId, c, (state, facts) => {
      requireKind(facts, place, 'place', from);
      if (parent !== null) requireKind(facts, parent, 'body', from);
      return register(state, { type: 'BodyRegistered', data });
    });
  }
}

@CommandHandler(DefineClass)
export class DefineClassHandler implements ICommandHandler<DefineClass> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DefineClass) {
    const { unitId, name, place } = c;
    return this.recorder.recordInContext(unit, unitId, c, (state, facts) => {
      requireKind(facts, place, 'place', null);
      return register(state, { type: 'UnitClassDefined', data: { unitId, name, place, total: c.total ?? null } });
    });
  }
}

@CommandHandler(ChangeClassMembership)
export class ChangeClassMembershipHandler implements ICommandHandler<ChangeClassMembership> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ChangeClassMembership) {
    const { unitId, joined, left, on } = c;
    return this.recorder.recordInContext(unit, unitId, c, (state, facts) => {
      for (const id of joined) requireExisting(facts, id, on);
      return changeMembership(state, { unitId, joined, left, on });
    });
  }
}

@CommandHandler(RenameUnit)
export class RenameUnitHandler implements ICommandHandler<RenameUnit> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RenameUnit) {
    const { unitId, name, on } = c;
    return this.recorder.record(unit, unitId, c, (state) => rename(state, { unitId, name, on }));
  }
}

@CommandHandler(MoveUnit)
export class MoveUnitHandler implements ICommandHandler<MoveUnit> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: MoveUnit) {
    const { unitId, on } = c;
    const parent = c.parent ?? null;
    return this.recorder.recordInContext(unit, unitId, c, (state, facts) => {
      if (parent !== null && state) requireKind(facts, parent, state.kind === 'body' ? 'body' : 'place', on);
      return move(state, { unitId, parent, level: c.level ?? null, on });
    });
  }
}

@CommandHandler(MergeUnit)
export class MergeUnitHandler implements ICommandHandler<MergeUnit> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: MergeUnit) {
    const { unitId, into, on } = c;
    return this.recorder.recordInContext(unit, unitId, c, (state, facts) =>
      end(state, { type: 'UnitMerged', data: { unitId, into, on, basis: c.basis ?? null } }, [
        requireExisting(facts, into, on),
      ]),
    );
  }
}

@CommandHandler(SplitUnit)
export class SplitUnitHandler implements ICommandHandler<SplitUnit> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: SplitUnit) {
    const { unitId, into, on } = c;
    return this.recorder.recordInContext(unit, unitId, c, (state, facts) =>
      end(
        state,
        { type: 'UnitSplit', data: { unitId, into, on, basis: c.basis ?? null } },
        into.map((id) => requireExisting(facts, id, on)),
      ),
    );
  }
}

@CommandHandler(DissolveUnit)
export class DissolveUnitHandler implements ICommandHandler<DissolveUnit> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DissolveUnit) {
    const { unitId, on } = c;
    return this.recorder.record(unit, unitId, c, (state) =>
      end(state, { type: 'UnitDissolved', data: { unitId, on, basis: c.basis ?? null } }, []),
    );
  }
}

@CommandHandler(GiveAreaCharge)
export class GiveAreaChargeHandler implements ICommandHandler<GiveAreaCharge> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: GiveAreaCharge) {
    const { chargeId, place, from } = c;
    const [office, person, until] = [c.office ?? null, c.person ?? null, c.until ?? null];
    return this.recorder.recordInContext(unit, place, c, (state, facts) => {
      if (office !== null) requireOffice(facts, office);
      if (person !== null) requirePerson(facts, person);
      return giveAreaCharge(state, { unitId: place, chargeId, office, person, from, until });
    });
  }
}

@CommandHandler(EndAreaCharge)
export class EndAreaChargeHandler implements ICommandHandler<EndAreaCharge> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: EndAreaCharge) {
    const { chargeId, place, on } = c;
    return this.recorder.record(unit, place, c, (state) => endAreaCharge(state, { unitId: place, chargeId, on }));
  }
}

/** The unit is of that kind and, where a date is given, exists on it. */
export function requireKind(facts: Facts, id: UnitId, kind: 'place' | 'body', on: string | null): void {
  const found = on === null ? facts.unit(id) : requireExisting(facts, id, on);
  if (!found) throw new RuleViolation('unit-unknown', id);
  if (found.kind !== kind) throw new RuleViolation(kind === 'place' ? 'not-a-place' : 'not-a-body', id);
}

export const unitHandlers = [
  RegisterPlaceHandler,
  RegisterBodyHandler,
  DefineClassHandler,
  ChangeClassMembershipHandler,
  RenameUnitHandler,
  MoveUnitHandler,
  MergeUnitHandler,
  SplitUnitHandler,
  DissolveUnitHandler,
  GiveAreaChargeHandler,
  EndAreaChargeHandler,
];

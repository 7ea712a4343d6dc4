import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { categoryOf, idOf, streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { finding, requireFinding } from '#domain/inspections/finding.js';
import { recordInformant, requireNoHold } from '#domain/inspections/informant.js';
import { person } from '#domain/organisation/person.js';
import { type DetailField, recordDetails } from '#domain/organisation/personal-details.js';
import { signatory } from '#domain/record/annulment.js';
import { type ErasureSubject, orderErasure, proposeErasure } from '#domain/record/erasure.js';
import { RuleViolation } from '#domain/rule-violation.js';
import type { Sealer } from '#sealing/sealer.js';
import { type Receipt, RecordingCommand } from './command.js';
import { Day, Id, NationalId, Phone, Text } from './fields.js';
import { Personal, SEALER, sealedOf } from './personal-fields.js';
import { type Decided, Recorder } from './recorder.js';

/** Records how a person is reached and identified. Each field is sealed where it comes in; what is left out stays as it was. */
@Personal<RecordPersonalDetails>((c) => streamOf('person', c.personId), ['phone', 'address', 'nationalId'])
export class RecordPersonalDetails extends RecordingCommand {
  @Id({ description: 'The person.' }) personId!: string;
  @Day({ description: 'The day from which it is so.' }) on!: string;
  @Phone({ description: 'Telephone number (số điện thoại).', optional: true }) phone?: string | null;
  @Text({ description: 'Address (địa chỉ).', max: 500, optional: true }) address?: string | null;
  @NationalId({ description: 'Number of the identity card (số định danh cá nhân, CCCD, CMND).', optional: true })
  nationalId?: string | null;
}

/** Records who reported what was found (người phản ánh). It is sealed where it comes in; a later record replaces it. */
@Personal<RecordInformant>((c) => streamOf('finding', c.findingId), ['informant'])
export class RecordInformant extends RecordingCommand {
  @Id({ description: 'The finding.' }) findingId!: string;
  @Text({ description: 'Who reported it and how they are reached.', max: 500 }) informant!: string;
  @Day({ description: 'The day on which it was reported.' }) on!: string;
}

/** One person proposes that the personal data of a subject be erased. */
export class ProposeErasure extends RecordingCommand {
  @Id({ description: 'Stream of the person or finding whose data it is.', example: 'person-p-01' }) subject!: string;
  @Id({ description: 'Office whose holder on that day proposes.' }) office!: string;
  @Text({ description: 'Why.' }) reason!: string;
  @Text({ description: 'Legal basis: the provision, as the proposer cites it.', max: 500 }) legalBasis!: string;
  @Day({ description: 'The day of the act.' }) on!: string;
}

/** Another person orders it: the key of the subject is destroyed, and nothing sealed of it can be read anywhere any more. */
export class OrderErasure extends RecordingCommand {
  @Id({ description: 'Stream of the person or finding whose data it is.', example: 'person-p-01' }) subject!: string;
  @Id({ description: 'Event id of the proposal.' }) proposal!: string;
  @Id({ description: 'Office whose holder on that day orders.' }) office!: string;
  @Text({ description: 'Why.' }) reason!: string;
  @Day({ description: 'The day of the act.' }) on!: string;
}

@CommandHandler(RecordPersonalDetails)
export class RecordPersonalDetailsHandler implements ICommandHandler<RecordPersonalDetails> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RecordPersonalDetails) {
    const { personId, on } = c;
    return this.recorder.record(person, personId, c, (state) =>
      recordDetails(state, { personId, on, ...sealedOf<DetailField>(c) }),
    );
  }
}

@CommandHandler(RecordInformant)
export class RecordInformantHandler implements ICommandHandler<RecordInformant> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RecordInformant) {
    const { findingId, on } = c;
    return this.recorder.record(finding, findingId, c, (state) => {
      const found = requireFinding(state, findingId, on);
      const { informant } = sealedOf<'informant'>(c);
      if (!informant) throw new Error('a required field was not sealed');
      return recordInformant(found, { findingId, informant, on });
    });
  }
}

@CommandHandler(ProposeErasure)
export class ProposeErasureHandler implements ICommandHandler<ProposeErasure> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ProposeErasure) {
    const { subject, office, on, reason, legalBasis } = c;
    return recordErasure(this.recorder, c, (state, facts) =>
      proposeErasure(state, { subject, office, person: signatory(facts, office, on), on, reason, legalBasis }),
    );
  }
}

@CommandHandler(OrderErasure)
export class OrderErasureHandler implements ICommandHandler<OrderErasure> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(SEALER) private readonly sealer: Sealer,
  ) {}
  async execute(c: OrderErasure) {
    const { subject, office, on, reason, proposal } = c;
    const receipt = await recordErasure(this.recorder, c, (state, facts) =>
      orderErasure(state, { subject, proposal, office, person: signatory(facts, office, on), on, reason }),
    );
    // Recorded first, destroyed after: should this process end between the two, `ErasureFollower` finds the order.
    await this.sealer.destroy(subject);
    return receipt;
  }
}

/** In the stream of the subject, which is what records its data too: an order and a later record do not pass each other. */
function recordErasure(
  recorder: Recorder,
  c: ProposeErasure | OrderErasure,
  decide: (state: ErasureSubject, facts: Facts) => readonly Decided[],
): Promise<Receipt> {
  const { subject, on } = c;
  const [category, id] = [categoryOf(subject), idOf(subject)];
  if (category === person.category) {
    return recorder.recordInContext(person, id, c, (state, facts) => {
      if (!state) throw new RuleViolation('person-unknown', id);
      return decide(state, facts);
    });
  }
  if (category === finding.category) {
    return recorder.recordInContext(finding, id, c, (state, facts) => {
      const found = requireFinding(state, id, on);
      requireNoHold(facts, found, on);
      return decide(found, facts);
    });
  }
  throw new RuleViolation('not-a-personal-subject', subject);
}

export const personalDataHandlers = [
  RecordPersonalDetailsHandler,
  RecordInformantHandler,
  ProposeErasureHandler,
  OrderErasureHandler,
];

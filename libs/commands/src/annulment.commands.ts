import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { aggregateOf, AGGREGATES } from '#domain/aggregates.js';
import { confirmAnnulment, proposeAnnulment, signatory } from '#domain/record/annulment.js';
import { requireTwoPersons } from '#domain/record/two-persons.js';
import { categoryOf, idOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import type { RecordedFact } from '#domain/recorded-fact.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { metaOf, type Receipt, RecordingCommand } from './command.js';
import { Day, Id, Text } from './fields.js';
import { eventIdOf } from './event-id.js';
import { type Decided, Recorder } from './recorder.js';

abstract class ActOnRecord extends RecordingCommand {
  @Id({ description: 'Stream of the record, as its receipt names it.', example: 'office-qa.ubnd.ct' }) stream!: string;
  @Id({ description: 'Event id of the record.' }) target!: string;
  @Day({ description: 'The day of the act.' }) on!: string;
}

/** R10: one person proposes to take a wrong entry out of later answers. */
export class ProposeAnnulment extends ActOnRecord {
  @Id({ description: 'Office whose holder on that day proposes.' }) office!: string;
  @Text({ description: 'Why the entry is wrong.' }) reason!: string;
}

/** R10: another person confirms it. From then on later answers are without the entry; earlier ones keep it. */
export class ConfirmAnnulment extends ActOnRecord {
  @Id({ description: 'Event id of the proposal.' }) proposal!: string;
  @Id({ description: 'Office whose holder on that day confirms.' }) office!: string;
  @Text({ description: 'Why.' }) reason!: string;
}

/** R10 on paper: both have signed; the proposal and the confirmation are recorded together or not at all. */
export class AnnulRecord extends ActOnRecord {
  @Id({ description: 'Office whose holder on that day proposes.' }) proposedBy!: string;
  @Id({ description: 'Office whose holder on that day confirms.' }) confirmedBy!: string;
  @Text({ description: 'Why the entry is wrong.' }) reason!: string;
}

@CommandHandler(ProposeAnnulment)
export class ProposeAnnulmentHandler implements ICommandHandler<ProposeAnnulment> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ProposeAnnulment) {
    const { target, on, office, reason } = c;
    return recordAbout(this.recorder, c, (facts, stream) => {
      const data = { target, office, person: signatory(facts, office, on), on, reason };
      return proposeAnnulment(aggregateOf(c.stream), stream, facts, data);
    });
  }
}

@CommandHandler(ConfirmAnnulment)
export class ConfirmAnnulmentHandler implements ICommandHandler<ConfirmAnnulment> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ConfirmAnnulment) {
    const { target, on, office, reason, proposal } = c;
    return recordAbout(this.recorder, c, (facts, stream) => {
      const data = { target, proposal, office, person: signatory(facts, office, on), on, reason };
      return confirmAnnulment(aggregateOf(c.stream), stream, facts, data);
    });
  }
}

@CommandHandler(AnnulRecord)
export class AnnulRecordHandler implements ICommandHandler<AnnulRecord> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: AnnulRecord) {
    const { target, on, reason, proposedBy, confirmedBy } = c;
    return recordAbout(this.recorder, c, (facts, stream) => {
      const proposed = { target, office: proposedBy, person: signatory(facts, proposedBy, on), on, reason };
      const confirmed = { target, office: confirmedBy, person: signatory(facts, confirmedBy, on), on, reason };
      requireTwoPersons(proposed, confirmed);
      const proposal = eventIdOf(metaOf(c).commandId, c.stream, 0);
      return [
        ...proposeAnnulment(aggregateOf(c.stream), stream, facts, proposed),
        { type: 'RecordAnnulled', data: { ...confirmed, proposal } },
      ];
    });
  }
}

function recordAbout(
  recorder: Recorder,
  c: ActOnRecord,
  decide: (facts: Facts, stream: readonly RecordedFact[]) => readonly Decided[],
): Promise<Receipt> {
  const category = categoryOf(c.stream);
  if (!Object.hasOwn(AGGREGATES, category)) throw new RuleViolation('no-such-record', c.target);
  return recorder.recordInContext(aggregateOf(c.stream), idOf(c.stream), c, (_, facts, stream) =>
    decide(facts, stream),
  );
}

export const annulmentHandlers = [ProposeAnnulmentHandler, ConfirmAnnulmentHandler, AnnulRecordHandler];

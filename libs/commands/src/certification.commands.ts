import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { NewFact } from '#domain/decider.js';
import { idOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { caseCount } from '#domain/figures/case-count.js';
import {
  type CertifiableRecord,
  type CertificationEvents,
  certify,
  proposeReopening,
  reopen,
} from '#domain/figures/certification.js';
import { indicator } from '#domain/figures/indicator.js';
import { signatory } from '#domain/record/annulment.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { type Receipt, RecordingCommand } from './command.js';
import { Day, Id, Text } from './fields.js';
import { Recorder } from './recorder.js';

abstract class SignFigure extends RecordingCommand {
  @Id({ description: 'Stream of the report or indicator.', example: 'casereport-bc-1' }) stream!: string;
  @Id({ description: 'Office whose holder on that day signs; an unnamed holder cannot.' }) office!: string;
  @Day({ description: 'The day of the act.' }) on!: string;
}

/** Section 5: certifies a figure as it stands. Not by who reports it. From then on it is locked. */
export class CertifyFigure extends SignFigure {}

/** Section 5: one person proposes to open a certified figure again. */
export class ProposeFigureReopening extends SignFigure {
  @Text({ description: 'Why.' }) reason!: string;
}

/** Section 5: another person in another office confirms it. From then on the figure can be corrected. */
export class ReopenFigure extends SignFigure {
  @Id({ description: 'Event id of the proposal.' }) proposal!: string;
  @Text({ description: 'Why.' }) reason!: string;
}

@CommandHandler(CertifyFigure)
export class CertifyFigureHandler implements ICommandHandler<CertifyFigure> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: CertifyFigure) {
    return recordOnFigure(this.recorder, c, (state, facts) => certify(state, facts, signed(facts, c)));
  }
}

@CommandHandler(ProposeFigureReopening)
export class ProposeFigureReopeningHandler implements ICommandHandler<ProposeFigureReopening> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ProposeFigureReopening) {
    return recordOnFigure(this.recorder, c, (state, facts) =>
      proposeReopening(state, { ...signed(facts, c), reason: c.reason }),
    );
  }
}

@CommandHandler(ReopenFigure)
export class ReopenFigureHandler implements ICommandHandler<ReopenFigure> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ReopenFigure) {
    const { proposal, reason } = c;
    return recordOnFigure(this.recorder, c, (state, facts) => reopen(state, { ...signed(facts, c), proposal, reason }));
  }
}

function signed(facts: Facts, { stream, office, on }: SignFigure) {
  return { stream, office, person: signatory(facts, office, on), on };
}

async function recordOnFigure(
  recorder: Recorder,
  c: SignFigure,
  decide: (state: CertifiableRecord | null, facts: Facts) => NewFact<CertificationEvents>[],
): Promise<Receipt> {
  const id = idOf(c.stream);
  if (c.stream.startsWith(`${caseCount.category}-`)) return recorder.recordInContext(caseCount, id, c, decide);
  if (c.stream.startsWith(`${indicator.category}-`)) return recorder.recordInContext(indicator, id, c, decide);
  throw new RuleViolation('report-unknown', c.stream);
}

export const certificationHandlers = [CertifyFigureHandler, ProposeFigureReopeningHandler, ReopenFigureHandler];

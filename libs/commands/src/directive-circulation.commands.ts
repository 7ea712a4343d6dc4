import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { cascade } from '#domain/directives/cascade.js';
import { acknowledge, distribute } from '#domain/directives/circulation.js';
import { amend } from '#domain/directives/clauses.js';
import {
  CHANGE_KINDS,
  type ChangeKind,
  CHANNELS,
  type Channel,
  CLAUSE_KINDS,
  type ClauseChange,
  type ClauseKind,
  directive,
  requireInForce,
} from '#domain/directives/directive.js';
import { requireMayChange } from '#domain/directives/directive-authority.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireExisting, requirePerson } from '#domain/separation-of-duties.js';
import { RecordingCommand } from './command.js';
import { RecipientField, recipientsOf, requireRecipients } from './directive.commands.js';
import { Day, Id, OneOf, Parts, Text } from './fields.js';
import { Recorder } from './recorder.js';

/** Records that a directive was sent out; from that day the clock of each recipient runs. */
export class DistributeDirective extends RecordingCommand {
  @Id({ description: 'The directive.' }) directiveId!: string;
  @Id({ description: 'Id of this distribution; a directive may be sent several times.' }) distributionId!: string;
  @Day({ description: 'The day on which it was sent.' }) on!: string;
  @OneOf(CHANNELS, { description: 'By which channel, if that is known.', optional: true }) channel?: Channel | null;
  @Parts(() => RecipientField, {
    description: 'To whom, with purpose; each names a unit, office or person.',
    atLeast: 1,
  })
  recipients!: RecipientField[];
}

/** A recipient confirms that it has the directive. */
export class AcknowledgeDirective extends RecordingCommand {
  @Id({ description: 'The directive.' }) directiveId!: string;
  @Id({ description: 'The recipient, a body that leads it if it is a place, or one that acts for it.' }) by!: string;
  @Id({ description: 'Who took note of it, if that is known.', optional: true }) person?: string | null;
  @Day({ description: 'The day of the acknowledgement.' }) on!: string;
}

export class TakenUpField {
  @Text({ description: 'Clause of the higher directive.', max: 60 }) higher!: string;
  @Text({ description: 'Clause of the lower one that takes it up.', max: 60, optional: true }) lower?: string | null;
}

/** Records that a directive takes up a higher one (triển khai), clause by clause where that is known. */
export class CascadeDirective extends RecordingCommand {
  @Id({ description: 'The lower directive, which takes up.' }) directiveId!: string;
  @Id({ description: 'The higher directive, which is taken up.' }) higher!: string;
  @Parts(() => TakenUpField, { description: 'Clause by clause; none: as a whole.', optional: true })
  clauses?: TakenUpField[] | null;
  @Day({ description: 'The day from which it is taken up; as a rule that of the lower directive.' }) on!: string;
}

export class ClauseChangeField {
  @Text({ description: 'Number or place of the clause.', max: 60 }) ref!: string;
  @OneOf(CHANGE_KINDS, { description: 'Sửa đổi, bổ sung, bãi bỏ.' }) change!: ChangeKind;
  @OneOf(CLAUSE_KINDS, { description: 'What the clause is from then on; not where it is removed.', optional: true })
  kind?: ClauseKind | null;
  @Text({ description: 'What it asks from then on; not where it is removed.', max: 1000, optional: true })
  summary?: string | null;
}

/** R9: another directive changes clauses of this one from a day; tasks keep their identity and history. */
export class AmendDirective extends RecordingCommand {
  @Id({ description: 'The directive that is amended.' }) directiveId!: string;
  @Id({ description: 'The directive that amends it: of the same issuer, or of a body above.' }) by!: string;
  @Day({ description: 'First day on which the new text holds.' }) on!: string;
  @Parts(() => ClauseChangeField, { description: 'What becomes of which clause.', atLeast: 1 })
  changes!: ClauseChangeField[];
}

/** A text with its kind, or neither; half of it is no text. */
function changeOf({ ref, change, kind, summary }: ClauseChangeField): ClauseChange {
  if (kind && summary) return { ref, change, clause: { kind, summary } };
  if (kind || summary) throw new RuleViolation('change-and-text-disagree', ref);
  return { ref, change, clause: null };
}

@CommandHandler(DistributeDirective)
export class DistributeDirectiveHandler implements ICommandHandler<DistributeDirective> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DistributeDirective) {
    const { directiveId, distributionId, on } = c;
    const recipients = recipientsOf(c.recipients);
    return this.recorder.recordInContext(directive, directiveId, c, (state, facts) => {
      const made = distribute(state, { directiveId, distributionId, on, channel: c.channel ?? null, recipients });
      requireRecipients(facts, recipients);
      return made;
    });
  }
}

@CommandHandler(AcknowledgeDirective)
export class AcknowledgeDirectiveHandler implements ICommandHandler<AcknowledgeDirective> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: AcknowledgeDirective) {
    const { directiveId, by, on } = c;
    const person = c.person ?? null;
    return this.recorder.recordInContext(directive, directiveId, c, (state, facts) => {
      requireExisting(facts, by, on);
      if (person !== null) requirePerson(facts, person);
      return acknowledge(state, facts, { directiveId, by, person, on });
    });
  }
}

@CommandHandler(CascadeDirective)
export class CascadeDirectiveHandler implements ICommandHandler<CascadeDirective> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: CascadeDirective) {
    const { directiveId, higher, on } = c;
    const clauses = (c.clauses ?? []).map((pair) => ({ higher: pair.higher, lower: pair.lower ?? null }));
    return this.recorder.recordInContext(directive, directiveId, c, (state, facts) =>
      cascade(state, facts, { directiveId, higher, clauses, on }),
    );
  }
}

@CommandHandler(AmendDirective)
export class AmendDirectiveHandler implements ICommandHandler<AmendDirective> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: AmendDirective) {
    const { directiveId, by, on } = c;
    return this.recorder.recordInContext(directive, directiveId, c, (state, facts) => {
      const amended = requireInForce(state, directiveId, on);
      const changes = c.changes.map(changeOf);
      const made = amend(amended, { directiveId, by, on, changes });
      requireMayChange(facts, amended, requireInForce(facts.directive(by), by, on), on);
      return made;
    });
  }
}

export const directiveCirculationHandlers = [
  DistributeDirectiveHandler,
  AcknowledgeDirectiveHandler,
  CascadeDirectiveHandler,
  AmendDirectiveHandler,
];

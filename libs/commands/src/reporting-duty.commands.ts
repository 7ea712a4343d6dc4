import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { figureKey } from '#domain/figures/figure-key.js';
import { endDuty, reportingDuty, setDuty } from '#domain/figures/reporting-duty.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireExisting, signingOffice } from '#domain/separation-of-duties.js';
import { RecordingCommand } from './command.js';
import { Count, Day, Id, Text } from './fields.js';
import { NamesFigure } from './names-figure.js';
import { Recorder } from './recorder.js';

/** Sets a reporting duty (chế độ báo cáo): a figure owed for every day. One of `measure` and `indicator` names it. */
export class SetReportingDuty extends NamesFigure {
  @Id({ description: 'Id of the duty.' }) dutyId!: string;
  @Text({ description: 'What is to be reported.', max: 300 }) title!: string;
  @Id({ description: 'Unit that sets it.' }) by!: string;
  @Id({ description: 'Unit that owes its own figure, or a class: its members as of each day.' }) owedBy!: string;
  @Text({
    description:
      'Hour by which it is due, local time in Asia/Ho_Chi_Minh ("18:00"). A report that says no hour is judged by the day.',
    max: 5,
  })
  dueAt!: string;
  @Count({
    description: 'Days after the day of the figure: 0 (the default) on the day itself, 1 on the next.',
    max: 31,
    optional: true,
  })
  dueDays?: number | null;
  @Id({ description: 'Directive that it stands in.', optional: true }) directiveId?: string | null;
  @Id({
    description: 'Office of that unit that signs what is sent about it; the head of the unit if left out.',
    optional: true,
  })
  office?: string | null;
  @Day({ description: 'First day for which a figure is owed.' }) from!: string;
  @Day({ description: 'First day for which none is owed any more.', optional: true }) until?: string | null;
}

/** Ends a reporting duty; what was owed before stays owed. */
export class EndReportingDuty extends RecordingCommand {
  @Id({ description: 'The duty.' }) dutyId!: string;
  @Id({ description: 'Unit that ends it.' }) by!: string;
  @Id({ description: 'Office of that unit that signs it.', optional: true }) office?: string | null;
  @Day({ description: 'First day for which no figure is owed any more.' }) on!: string;
  @Text({ description: 'Why.' }) reason!: string;
}

@CommandHandler(SetReportingDuty)
export class SetReportingDutyHandler implements ICommandHandler<SetReportingDuty> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: SetReportingDuty) {
    const { dutyId, title, by, owedBy, dueAt, from } = c;
    return this.recorder.recordInContext(reportingDuty, dutyId, c, (state, facts) => {
      const directiveId = c.directiveId ?? null;
      for (const id of [by, owedBy]) requireExisting(facts, id, from);
      if (directiveId !== null && !facts.directive(directiveId)) {
        throw new RuleViolation('directive-unknown', directiveId);
      }
      const office = signingOffice(facts, c.office, by, from);
      return setDuty(state, {
        dutyId,
        title,
        by,
        owedBy,
        figure: figureKey(c),
        dueAt,
        dueDays: c.dueDays ?? 0,
        directiveId,
        from,
        until: c.until ?? null,
        ...office,
      });
    });
  }
}

@CommandHandler(EndReportingDuty)
export class EndReportingDutyHandler implements ICommandHandler<EndReportingDuty> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: EndReportingDuty) {
    const { dutyId, by, on, reason } = c;
    return this.recorder.recordInContext(reportingDuty, dutyId, c, (state, facts) => {
      requireExisting(facts, by, on);
      return endDuty(state, { dutyId, by, on, reason, ...signingOffice(facts, c.office, by, on) });
    });
  }
}

export const reportingDutyHandlers = [SetReportingDutyHandler, EndReportingDutyHandler];

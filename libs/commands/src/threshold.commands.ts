import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Facts } from '#domain/facts.js';
import { crossedBy, crossingsBetween } from '#domain/figures/crossings.js';
import { COMPARISONS, type Comparison, figureKey } from '#domain/figures/figure-key.js';
import { statementsIn } from '#domain/figures/statement.js';
import {
  defineThreshold,
  endThreshold,
  recordCrossing,
  requireThreshold,
  type Threshold,
  threshold,
} from '#domain/figures/threshold.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireExisting, signingOffice } from '#domain/separation-of-duties.js';
import { plan, preparePlan } from '#domain/tasks/plan.js';
import { RecordingCommand } from './command.js';
import { Count, Day, Figure, Id, Ids, OneOf, Text } from './fields.js';
import { NamesFigure } from './names-figure.js';
import { Recorder } from './recorder.js';

/** Defines a threshold (ngưỡng) on a unit's own figure. One of `measure` and `indicator` names the figure. */
export class DefineThreshold extends NamesFigure {
  @Id({ description: 'Id of the threshold.' }) thresholdId!: string;
  @Text({ description: 'What it is ("mức 2.000 ca/ngày").', max: 300 }) title!: string;
  @Id({ description: 'Unit whose own figure is watched.' }) unit!: string;
  @OneOf(COMPARISONS, { description: '`at-least` (the default): reached or passed; `over`: passed.', optional: true })
  comparison?: Comparison | null;
  @Figure({ description: 'The limit.' }) value!: number;
  @Id({ description: 'Unit that sets it.' }) definedBy!: string;
  @Id({ description: 'Office of that unit that signs it.', optional: true }) office?: string | null;
  @Id({ description: 'Directive that it stands in.', optional: true }) directiveId?: string | null;
  @Ids({ description: 'Conditional tasks that it sets off.', optional: true }) tasks?: string[] | null;
  @Day({ description: 'First day on which it applies.' }) from!: string;
  @Day({ description: 'First day on which it no longer applies.', optional: true }) until?: string | null;
}

/** Ends a threshold; what crossed it before stays. */
export class EndThreshold extends RecordingCommand {
  @Id({ description: 'The threshold.' }) thresholdId!: string;
  @Id({ description: 'Unit that ends it.' }) by!: string;
  @Id({ description: 'Office of that unit that signs it.', optional: true }) office?: string | null;
  @Day({ description: 'First day on which it no longer applies.' }) on!: string;
  @Text({ description: 'Why.' }) reason!: string;
}

/** Records that a figure crossed a threshold. The figure and whether a plan was ready are read from the record. */
export class RecordThresholdCrossing extends RecordingCommand {
  @Id({ description: 'The threshold.' }) thresholdId!: string;
  @Id({ description: 'Stream of the report or indicator.', example: 'casereport-bc-1' }) stream!: string;
  @Id({ description: 'Event that states the figure: the report or its correction.' }) event!: string;
  @Count({ description: 'Which figure of a case report, counted from 0; the first if left out.', optional: true })
  figure?: number | null;
}

/** Records that a plan for a scenario (kịch bản, phương án) is ready. */
export class PreparePlan extends RecordingCommand {
  @Id({ description: 'Id of the plan.' }) planId!: string;
  @Text({ description: 'What it is.', max: 300 }) title!: string;
  @Id({ description: 'Unit that prepared it.' }) by!: string;
  @Day({ description: 'The day on which it was ready.' }) on!: string;
  @Ids({ description: 'Thresholds that it serves.', optional: true }) thresholds?: string[] | null;
  @Ids({ description: 'Conditional tasks that it serves.', optional: true }) tasks?: string[] | null;
  @Text({ description: 'The document that shows it: number and title.', max: 500, optional: true }) document?:
    string | null;
  @Text({ description: 'SHA-256 of its file, hex.', max: 64, optional: true }) sha256?: string | null;
}

@CommandHandler(DefineThreshold)
export class DefineThresholdHandler implements ICommandHandler<DefineThreshold> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DefineThreshold) {
    const { thresholdId, title, unit, value, definedBy, from } = c;
    return this.recorder.recordInContext(threshold, thresholdId, c, (state, facts) => {
      const data = {
        thresholdId,
        title,
        unit,
        figure: figureKey(c),
        comparison: c.comparison ?? 'at-least',
        value,
        definedBy,
        directiveId: c.directiveId ?? null,
        tasks: c.tasks ?? [],
        from,
        until: c.until ?? null,
      };
      for (const id of [unit, definedBy]) requireExisting(facts, id, from);
      if (data.directiveId !== null && !facts.directive(data.directiveId)) {
        throw new RuleViolation('directive-unknown', data.directiveId);
      }
      for (const id of data.tasks) requireConditional(facts, id);
      return defineThreshold(state, { ...data, ...signingOffice(facts, c.office, definedBy, from) });
    });
  }
}

@CommandHandler(EndThreshold)
export class EndThresholdHandler implements ICommandHandler<EndThreshold> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: EndThreshold) {
    const { thresholdId, by, on, reason } = c;
    return this.recorder.recordInContext(threshold, thresholdId, c, (state, facts) => {
      requireExisting(facts, by, on);
      return endThreshold(state, { thresholdId, by, on, reason, ...signingOffice(facts, c.office, by, on) });
    });
  }
}

@CommandHandler(RecordThresholdCrossing)
export class RecordThresholdCrossingHandler implements ICommandHandler<RecordThresholdCrossing> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RecordThresholdCrossing) {
    return this.recorder.recordInContext(threshold, c.thresholdId, c, (state, facts) =>
      recordCrossing(state, crossedBy(crossingNamed(facts, requireThreshold(state, c.thresholdId), c))),
    );
  }
}

@CommandHandler(PreparePlan)
export class PreparePlanHandler implements ICommandHandler<PreparePlan> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: PreparePlan) {
    const { planId, title, by, on } = c;
    const [thresholds, tasks] = [c.thresholds ?? [], c.tasks ?? []];
    const [document, sha256] = [c.document ?? null, c.sha256 ?? null];
    return this.recorder.recordInContext(plan, planId, c, (state, facts) => {
      requireExisting(facts, by, on);
      for (const id of thresholds) requireThreshold(facts.of(threshold, id), id);
      for (const id of tasks) requireConditional(facts, id);
      return preparePlan(state, { planId, title, by, on, thresholds, tasks, document, sha256 });
    });
  }
}

/** Only what the record shows to be a crossing is recorded as one. */
function crossingNamed(facts: Facts, t: Threshold, c: RecordThresholdCrossing) {
  const found = statementsIn(facts, c.stream, t.defined.figure).find(
    (s) => s.at.id === c.event && (s.figure === null || s.figure === (c.figure ?? 0)),
  );
  if (!found || found.unit !== t.defined.unit) throw new RuleViolation('figure-unknown', `${c.stream} ${c.event}`);
  const crossing = crossingsBetween(facts, t, found.on, found.on).find(
    ({ event, figure }) => event.id === c.event && figure === found.figure,
  );
  if (!crossing) throw new RuleViolation('threshold-not-crossed', `${t.id} ${c.event}`);
  return crossing;
}

/** A scenario is what a conditional task says is to be done. */
function requireConditional(facts: Facts, id: string): void {
  const found = facts.task(id);
  if (!found) throw new RuleViolation('task-unknown', id);
  if (found.assigned.condition === null) throw new RuleViolation('task-has-no-condition', id);
}

export const thresholdHandlers = [
  DefineThresholdHandler,
  EndThresholdHandler,
  RecordThresholdCrossingHandler,
  PreparePlanHandler,
];

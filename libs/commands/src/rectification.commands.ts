import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CivilDate } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import { type Finding, finding, requireFinding } from '#domain/inspections/finding.js';
import {
  reportRectification,
  requestRectification,
  requireRectification,
  requireReport,
  setDueDate,
  verifyRectification,
} from '#domain/inspections/rectification-decisions.js';
import {
  rectifiersOf,
  requireConcerned,
  requireNotTheRectifier,
  requireRequesterOrAbove,
  requireTheRectifier,
  signatureIn,
} from '#domain/inspections/rectification-duties.js';
import {
  pendingReport,
  type Rectification,
  type RectificationEvents,
  type RectificationReport,
} from '#domain/inspections/rectification.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireExisting } from '#domain/separation-of-duties.js';
import type { EvidenceStore } from '#evidence/evidence-store.js';
import type { Receipt } from './command.js';
import { RecordingCommand } from './command.js';
import { EVIDENCE_STORE, evidenceCheck, EvidenceField } from './evidence.js';
import { Day, Flag, Id, Parts, Text } from './fields.js';
import { type Decided, Recorder } from './recorder.js';

abstract class ActOnRectification extends RecordingCommand {
  @Id({ description: 'The finding.' }) findingId!: string;
  @Id({ description: 'Id of the rectification, as the request names it.' }) rectificationId!: string;
}

/** Asks a unit to put a finding right (chấn chỉnh, khắc phục). Section 5: never by the unit itself. */
export class RequestRectification extends ActOnRectification {
  @Id({ description: 'The unit that is to do it: one of the finding, its successor, or a body inside.' }) unit!: string;
  @Text({ description: 'What it is to do.' }) what!: string;
  @Day({ description: 'Last day for it; left out: nobody has set one, and none is made up.', optional: true })
  dueOn?: string | null;
  @Text({ description: 'The wording of the deadline ("sớm").', max: 300, optional: true }) dueText?: string | null;
  @Id({ description: 'Office in which its holder on that day signs; its body is the one that asks.' }) office!: string;
  @Day({ description: 'The day of the request.' }) on!: string;
}

/** Sets the date by which a rectification is due, or another one. By the body that asked or one above it. */
export class SetRectificationDue extends ActOnRectification {
  @Day({ description: 'Last day for it; it counts to its end in Asia/Ho_Chi_Minh.' }) dueOn!: string;
  @Text({ description: 'On what basis.', optional: true }) basis?: string | null;
  @Id({ description: 'Office in which its holder on that day signs.' }) office!: string;
  @Day({ description: 'The day on which it was set.' }) on!: string;
}

/** The unit says that it has put it right. */
export class ReportRectification extends ActOnRectification {
  @Id({ description: 'The unit that reports: the one that was asked, its successor, or a body inside.' }) by!: string;
  @Text({ description: 'What was done.' }) text!: string;
  @Parts(() => EvidenceField, { description: 'Files that prove it.', optional: true })
  files?: EvidenceField[] | null;
  @Day({ description: 'The day on which it had put it right; on time is judged by it.' }) on!: string;
}

/** Section 5: somebody else than the doer decides on the report. After a rejection a new report is needed. */
export class VerifyRectification extends ActOnRectification {
  @Id({ description: 'Event id of the report; the one that waits, if left out.', optional: true })
  report?: string | null;
  @Flag({ description: 'True: it is put right. False: it is not, and `reason` says what is missing.' })
  accepted!: boolean;
  @Text({ description: 'Why; needed for a rejection.', optional: true }) reason?: string | null;
  @Id({ description: 'Office in which its holder on that day signs.' }) office!: string;
  @Day({ description: 'The day of the decision.' }) on!: string;
}

@CommandHandler(RequestRectification)
export class RequestRectificationHandler implements ICommandHandler<RequestRectification> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RequestRectification) {
    const { findingId, rectificationId, unit, what, office, on } = c;
    const request = { findingId, rectificationId, unit, what, office, on };
    const due = { dueOn: c.dueOn ?? null, dueText: c.dueText ?? null };
    return this.recorder.recordInContext(finding, findingId, c, (state, facts) =>
      requestBySignature(facts, state, { ...request, ...due }),
    );
  }
}

/** What is asked of a unit by signing in an office, whether it was drafted before or not. */
export function requestBySignature(
  facts: Facts,
  state: Finding | null,
  request: Omit<RectificationEvents['RectificationRequested'], 'by' | 'person'>,
): Decided[] {
  const { findingId, unit, office, on } = request;
  requireConcerned(facts, requireFinding(state, findingId, on), unit, on);
  requireExisting(facts, unit, on);
  const signed = signatureIn(facts, office, on);
  requireNotTheRectifier(facts, [unit], signed, on);
  return requestRectification(state, { ...request, ...signed });
}

@CommandHandler(SetRectificationDue)
export class SetRectificationDueHandler implements ICommandHandler<SetRectificationDue> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: SetRectificationDue) {
    const { findingId, rectificationId, dueOn, office, on } = c;
    return recordOnRectification(this.recorder, c, (state, r, facts) => {
      const signed = signatureIn(facts, office, on);
      requireNotTheRectifier(facts, rectifiersOf(facts, state, r, on), signed, on);
      requireRequesterOrAbove(facts, r, signed.by, on);
      return setDueDate(state, { findingId, rectificationId, dueOn, basis: c.basis ?? null, ...signed, on });
    });
  }
}

@CommandHandler(ReportRectification)
export class ReportRectificationHandler implements ICommandHandler<ReportRectification> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}
  async execute(c: ReportRectification) {
    const { findingId, rectificationId, by, text, on } = c;
    const evidence = await evidenceCheck(this.store, c.files);
    return recordOnRectification(this.recorder, c, (state, r, facts) => {
      requireExisting(facts, by, on);
      requireTheRectifier(facts, state, r, by, on);
      return reportRectification(state, { findingId, rectificationId, by, text, files: evidence(), on });
    });
  }
}

@CommandHandler(VerifyRectification)
export class VerifyRectificationHandler implements ICommandHandler<VerifyRectification> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: VerifyRectification) {
    const { findingId, rectificationId, accepted, office, on } = c;
    return recordOnRectification(this.recorder, c, (state, r, facts) => {
      const report = reportOf(r, c);
      const signed = signatureIn(facts, office, on);
      requireNotTheRectifier(facts, rectifiersOf(facts, state, r, on, report), signed, on);
      const verdict = { report: report.at.id, accepted, reason: c.reason ?? null };
      return verifyRectification(state, { findingId, rectificationId, ...verdict, ...signed, on });
    });
  }
}

/** The report that the verdict is about: the one that it names, or the one that waits. */
function reportOf(r: Rectification, { report, on }: VerifyRectification): RectificationReport {
  if (report) return requireReport(r, report);
  const waiting = pendingReport(r, on) ?? r.reports.at(-1);
  if (!waiting) throw new RuleViolation('no-such-rectification-report', `${r.id} ${on}`);
  return waiting;
}

type ActOnDay = ActOnRectification & { on: CivilDate };

function recordOnRectification(
  recorder: Recorder,
  c: ActOnDay,
  decide: (state: Finding, r: Rectification, facts: Facts) => readonly Decided[],
): Promise<Receipt> {
  return recorder.recordInContext(finding, c.findingId, c, (state, facts) => {
    const r = requireRectification(state, c);
    return decide(requireFinding(state, c.findingId, c.on), r, facts);
  });
}

export const rectificationHandlers = [
  RequestRectificationHandler,
  SetRectificationDueHandler,
  ReportRectificationHandler,
  VerifyRectificationHandler,
];

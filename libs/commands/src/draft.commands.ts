import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  dismiss,
  type Draft,
  draft,
  prepare,
  requireDraft,
  requireUndecided,
  sign,
  subjectOf,
} from '#domain/drafts/draft.js';
import { requireGroundSeen, requireSigner } from '#domain/drafts/draft-signing.js';
import { escalationOf } from '#domain/drafts/escalation.js';
import { rectificationOf } from '#domain/drafts/rectification-draft.js';
import { missingDays, reminderOf } from '#domain/drafts/reminder.js';
import { idOf, streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { reportingDuty } from '#domain/figures/reporting-duty.js';
import { finding } from '#domain/inspections/finding.js';
import { standingForFinding } from '#domain/inspections/finding-status.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { RecordingCommand } from './command.js';
import { Count, Day, Id, Text } from './fields.js';
import { Recorder } from './recorder.js';
import { requestBySignature } from './rectification.commands.js';

/** Prepares the escalation of an overdue task: to whom it goes and who signs follow from the record. */
export class DraftEscalation extends RecordingCommand {
  @Id({ description: 'Id of the draft.' }) draftId!: string;
  @Id({ description: 'The task; overdue on the day.' }) taskId!: string;
  @Day({ description: 'The day as on which it is prepared.' }) on!: string;
}

/** Prepares the request to put a shortcoming or violation right, without a date. */
export class DraftRectification extends RecordingCommand {
  @Id({ description: 'Id of the draft.' }) draftId!: string;
  @Id({ description: 'The finding; a shortcoming or a violation.' }) findingId!: string;
  @Id({ description: 'The unit; one that the finding names.' }) unit!: string;
  @Day({ description: 'The day as on which it is prepared.' }) on!: string;
}

/** Prepares a reminder of figures that a unit owed and has not reported (đôn đốc báo cáo). */
export class DraftReminder extends RecordingCommand {
  @Id({ description: 'Id of the draft.' }) draftId!: string;
  @Id({ description: 'The reporting duty.' }) dutyId!: string;
  @Id({ description: 'The unit that owes the figures; of a class each member by itself.' }) unit!: string;
  @Day({
    description: 'The day as on which it is prepared; figures that were due in the week before it and are missing.',
  })
  on!: string;
}

abstract class DecideDraft extends RecordingCommand {
  @Id({ description: 'The draft.' }) draftId!: string;
  @Id({ description: 'Office whose holder on that day decides; of a body for whose signature the draft waits.' })
  office!: string;
  @Day({ description: 'The day.' }) on!: string;
}

/**
 * Section 5: a person signs; never one whom the draft is about. Signing a rectification records the request of it, under
 * the id of the draft.
 */
export class SignDraft extends DecideDraft {
  @Count({
    description:
      'Where the draft has lost its ground: the `knownAt` at which the signer has looked at it again. It has to include what changed.',
    optional: true,
  })
  seenAt?: number | null;
  @Text({ description: 'What the signer adds.', optional: true }) note?: string | null;
  @Text({
    description: 'Of a rectification: what the unit is to do; the words of the finding if left out.',
    optional: true,
  })
  what?: string | null;
  @Day({
    description: 'Of a rectification: last day for it. Left out: nobody has set one, and none is made up.',
    optional: true,
  })
  dueOn?: string | null;
  @Text({ description: 'Of a rectification: the wording of the deadline ("sớm").', max: 300, optional: true })
  dueText?: string | null;
}

export class DismissDraft extends DecideDraft {
  @Text({ description: 'Why.' }) reason!: string;
}

@CommandHandler(DraftEscalation)
export class DraftEscalationHandler implements ICommandHandler<DraftEscalation> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DraftEscalation) {
    return this.recorder.recordInContext(draft, c.draftId, c, (state, facts) => {
      const data = escalationOf(facts, c.taskId, c.on);
      if (!data) throw new RuleViolation('nothing-to-escalate', `${c.taskId} ${c.on}`);
      requireFirst(facts, streamOf('task', c.taskId), (other) => other.prepared.data.ground === data.ground);
      return prepare(state, { type: 'EscalationDrafted', data: { draftId: c.draftId, ...data } });
    });
  }
}

@CommandHandler(DraftRectification)
export class DraftRectificationHandler implements ICommandHandler<DraftRectification> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DraftRectification) {
    return this.recorder.recordInContext(draft, c.draftId, c, (state, facts) => {
      const data = rectificationOf(facts, c.findingId, c.unit, c.on);
      if (!data) throw new RuleViolation('nothing-to-rectify', `${c.findingId} ${c.unit}`);
      requireFirst(
        facts,
        streamOf('finding', c.findingId),
        ({ prepared }) => prepared.type === 'RectificationDrafted' && prepared.data.unit === c.unit,
      );
      return prepare(state, { type: 'RectificationDrafted', data: { draftId: c.draftId, ...data } });
    });
  }
}

@CommandHandler(DraftReminder)
export class DraftReminderHandler implements ICommandHandler<DraftReminder> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DraftReminder) {
    return this.recorder.recordInContext(draft, c.draftId, c, (state, facts) => {
      const data = reminderOf(facts, c.dutyId, c.unit, c.on);
      if (data) return prepare(state, { type: 'ReminderDrafted', data: { draftId: c.draftId, ...data } });
      const duty = facts.of(reportingDuty, c.dutyId);
      const missing = duty ? missingDays(facts, duty, c.unit, c.on, c.on) : [];
      if (missing.length > 0) throw new RuleViolation('draft-already-prepared', `${c.dutyId} ${c.unit}`);
      throw new RuleViolation('nothing-to-remind', `${c.dutyId} ${c.unit} ${c.on}`);
    });
  }
}

@CommandHandler(SignDraft)
export class SignDraftHandler implements ICommandHandler<SignDraft> {
  constructor(private readonly recorder: Recorder) {}
  async execute(c: SignDraft) {
    const { draftId, office, on } = c;
    const seenAt = c.seenAt ?? null;
    const person = (facts: Facts, waiting: Draft) => {
      const signer = requireSigner(facts, waiting, office, on);
      requireGroundSeen(facts, waiting, on, seenAt);
      return signer;
    };
    const prepared = await this.recorder.ask((facts) => requireDraft(facts.of(draft, draftId), draftId).prepared);
    if (prepared.type === 'RectificationDrafted') {
      // The request first: its own rules may refuse. It has the draft's id, so that a signature after a failure between
      // the two steps finds it and goes on.
      const { findingId, unit } = prepared.data;
      await this.recorder.recordInContext(
        finding,
        findingId,
        c,
        (state, facts) => {
          const waiting = requireUndecided(facts.of(draft, draftId), draftId, on);
          person(facts, waiting);
          if (state?.rectifications.some((one) => one.id === draftId)) return [];
          const standing = state && standingForFinding(facts, state, unit, on).unit;
          return requestBySignature(facts, state, {
            findingId,
            rectificationId: draftId,
            unit: standing ?? unit,
            what: c.what ?? state?.logged.summary ?? '',
            dueOn: c.dueOn ?? null,
            dueText: c.dueText ?? null,
            office,
            on,
          });
        },
        { name: 'request', subject: streamOf('draft', draftId) },
      );
    }
    return this.recorder.recordInContext(draft, draftId, c, (state, facts) => {
      const waiting = requireUndecided(state, draftId, on);
      const subject = subjectOf(waiting.prepared);
      return sign(state, {
        draftId,
        subject,
        office,
        person: person(facts, waiting),
        on,
        seenAt,
        note: c.note ?? null,
      });
    });
  }
}

@CommandHandler(DismissDraft)
export class DismissDraftHandler implements ICommandHandler<DismissDraft> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DismissDraft) {
    const { draftId, office, on, reason } = c;
    return this.recorder.recordInContext(draft, draftId, c, (state, facts) => {
      const waiting = requireDraft(state, draftId);
      const person = requireSigner(facts, waiting, office, on);
      return dismiss(state, { draftId, subject: subjectOf(waiting.prepared), office, person, on, reason });
    });
  }
}

export const draftHandlers = [
  DraftEscalationHandler,
  DraftRectificationHandler,
  DraftReminderHandler,
  SignDraftHandler,
  DismissDraftHandler,
];

/** One draft on one ground, whoever prepared it. */
function requireFirst(facts: Facts, subject: string, same: (other: Draft) => boolean): void {
  for (const { stream } of facts.named(subject, 'drafted-on')) {
    const other = facts.of(draft, idOf(stream));
    if (other && same(other)) throw new RuleViolation('draft-already-prepared', other.id);
  }
}

import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { findingsOfVisit } from '#domain/inspections/findings-of.js';
import {
  CHECKLIST_ANSWERS,
  type ChecklistAnswer,
  UNIT_OPINIONS,
  type UnitOpinion,
} from '#domain/inspections/inspection-events.js';
import { requireSigners, requireVisitable } from '#domain/inspections/inspection-duties.js';
import { inspection, requireTeam, requireVisit, visitSite } from '#domain/inspections/inspection.js';
import { answerChecklist, signMinutes } from '#domain/inspections/visit-record.js';
import type { EvidenceStore } from '#evidence/evidence-store.js';
import { inspectionFlags, requirePerson } from '#domain/separation-of-duties.js';
import { RecordingCommand } from './command.js';
import { EVIDENCE_STORE, evidenceCheck, EvidenceField } from './evidence.js';
import { Day, Id, Ids, Instant, OneOf, Parts, Text, Texts } from './fields.js';
import { Recorder } from './recorder.js';

abstract class OnVisit extends RecordingCommand {
  @Id({ description: 'The team.' }) teamId!: string;
  @Id({ description: 'Id of the visit.' }) visitId!: string;
}

export class SiteField {
  @Text({ description: 'Name of the site.', max: 300 }) name!: string;
  @Id({ description: 'Unit that it lies in.', optional: true }) unit?: string | null;
}

/** Section 5: nobody inspects a unit that they head or belong to on that day. */
export class RecordSiteVisit extends OnVisit {
  @Id({ description: 'The unit that was visited.' }) unit!: string;
  @Parts(() => SiteField, { description: 'Sites seen.', optional: true }) sites?: SiteField[] | null;
  @Day({ description: 'The day.' }) on!: string;
  @OneOf(['morning', 'afternoon', 'evening'], { description: 'Part of the day, where it is said.', optional: true })
  partOfDay?: 'morning' | 'afternoon' | 'evening' | null;
  @Id({ description: 'Who reported on behalf of the unit.', optional: true }) receivedBy?: string | null;
}

export class PointField {
  @Text({ description: 'Point of the team’s checklist, as it stands there.' }) item!: string;
  @OneOf(CHECKLIST_ANSWERS, { description: 'What was seen of it.' }) answer!: ChecklistAnswer;
  @Text({ description: 'In words.', optional: true }) note?: string | null;
}

/** What was seen on a visit, point by point. A point that is left out was not looked at. */
export class AnswerChecklist extends OnVisit {
  @Parts(() => PointField, { description: 'The points; what is said later of a point holds.', atLeast: 1 })
  answers!: PointField[];
  @Day({ description: 'The day of the act; sending it later does not move it.' }) on!: string;
}

/** Biên bản: signed on the spot by the team and for the unit. After it what was found changes by annulment only. */
export class SignInspectionMinutes extends OnVisit {
  @Ids({ description: 'Those of the team who sign.', atLeast: 1 }) signedBy!: string[];
  @Id({ description: 'Who signs for the unit.', optional: true }) representative?: string | null;
  @Id({ description: 'The office in which they sign.', optional: true }) representativeOffice?: string | null;
  @Text({ description: 'Who signs for the unit, as written.', max: 300, optional: true })
  representativeText?: string | null;
  @OneOf(UNIT_OPINIONS, { description: 'Opinion of the unit (ý kiến của đơn vị).' }) opinion!: UnitOpinion;
  @Text({ description: 'The opinion in words; needed where it disagrees.', optional: true }) opinionText?:
    string | null;
  @Texts({ description: 'Who saw that the unit refused to sign, as written.', optional: true })
  witnesses?: string[] | null;
  @Ids({ description: 'All findings of the visit.' }) findings!: string[];
  @Parts(() => EvidenceField, { description: 'The minutes as a file.', optional: true })
  files?: EvidenceField[] | null;
  @Day({ description: 'The day of the signing; sending it later does not move it.' }) on!: string;
  @Instant({ description: 'UTC instant of the signing, where it is kept.', optional: true }) signedAt?: string | null;
}

@CommandHandler(RecordSiteVisit)
export class RecordSiteVisitHandler implements ICommandHandler<RecordSiteVisit> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RecordSiteVisit) {
    const { teamId, visitId, unit, on } = c;
    const sites = (c.sites ?? []).map((site) => ({ name: site.name, unit: site.unit ?? null }));
    const [partOfDay, receivedBy] = [c.partOfDay ?? null, c.receivedBy ?? null];
    return this.recorder.recordInContext(inspection, teamId, c, (state, facts) => {
      const team = requireTeam(state, teamId, on);
      requireVisitable(facts, team, [unit, ...sites.flatMap((site) => site.unit ?? [])], on);
      if (receivedBy !== null) requirePerson(facts, receivedBy);
      const flags = inspectionFlags(facts, team, unit, on);
      return visitSite(state, { teamId, visitId, unit, sites, on, partOfDay, receivedBy, flags });
    });
  }
}

@CommandHandler(AnswerChecklist)
export class AnswerChecklistHandler implements ICommandHandler<AnswerChecklist> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: AnswerChecklist) {
    const { teamId, visitId, on } = c;
    const answers = c.answers.map(({ item, answer, note }) => ({ item, answer, note: note ?? null }));
    return this.recorder.record(inspection, teamId, c, (state) => {
      return answerChecklist(state, { teamId, visitId, answers, on });
    });
  }
}

@CommandHandler(SignInspectionMinutes)
export class SignInspectionMinutesHandler implements ICommandHandler<SignInspectionMinutes> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}
  async execute(c: SignInspectionMinutes) {
    const { teamId, visitId, signedBy, opinion, findings, on } = c;
    const evidence = await evidenceCheck(this.store, c.files);
    const said = {
      teamId,
      visitId,
      signedBy,
      representative: c.representative ?? null,
      representativeOffice: c.representativeOffice ?? null,
      representativeText: c.representativeText ?? null,
      opinion,
      opinionText: c.opinionText ?? null,
      witnesses: c.witnesses ?? [],
      findings,
      on,
      signedAt: c.signedAt ?? null,
    };
    return this.recorder.recordInContext(inspection, teamId, c, (state, facts) => {
      const data = { ...said, files: evidence() };
      const team = requireTeam(state, teamId, on);
      requireSigners(facts, team, requireVisit(team, visitId).unit, data);
      const ofVisit = findingsOfVisit(facts, teamId, visitId).map((f) => f.id);
      return signMinutes(state, data, ofVisit);
    });
  }
}

export const visitHandlers = [RecordSiteVisitHandler, AnswerChecklistHandler, SignInspectionMinutesHandler];

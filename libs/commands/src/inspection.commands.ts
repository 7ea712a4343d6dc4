import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  requireAnsweredTo,
  requireJoinable,
  requireLeader,
  requireVisitable,
} from '#domain/inspections/inspection-duties.js';
import {
  changeTeam,
  dispatchTeam,
  establishTeam,
  inspection,
  requireTeam,
  returnTeam,
} from '#domain/inspections/inspection.js';
import { deliverReport } from '#domain/inspections/team-report.js';
import { RuleViolation } from '#domain/rule-violation.js';
import type { EvidenceStore } from '#evidence/evidence-store.js';
import { requireExisting, requireOffice, requirePerson } from '#domain/separation-of-duties.js';
import { RecordingCommand } from './command.js';
import { EVIDENCE_STORE, evidenceCheck, EvidenceField } from './evidence.js';
import { Count, Day, Id, Ids, OneOf, Parts, Text, Texts } from './fields.js';
import { Recorder } from './recorder.js';

/** Records an inspection team (đoàn kiểm tra) or the party of a working visit (đoàn công tác). */
export class EstablishInspectionTeam extends RecordingCommand {
  @Id({ description: 'Id of the team.' }) teamId!: string;
  @Text({ description: 'Its name, in your own words.', max: 300 }) name!: string;
  @OneOf(['inspection', 'working-visit'], { description: 'What it is.' }) kind!: 'inspection' | 'working-visit';
  @Ids({ description: 'Bodies that sent it out.', atLeast: 1 }) owners!: string[];
  @Count({
    description: 'How many teams this record stands for; null: the source gives no number.',
    min: 1,
    optional: true,
  })
  teamCount?: number | null;
  @Ids({ description: 'Persons who lead.', optional: true }) leaders?: string[] | null;
  @Id({ description: 'Office whose holders lead.', optional: true }) leaderOffice?: string | null;
  @Text({ description: 'Who leads, as written.', max: 300, optional: true }) leaderText?: string | null;
  @Ids({ description: 'Other members.', optional: true }) members?: string[] | null;
  @Text({ description: 'Other members, as written.', max: 300, optional: true }) membersText?: string | null;
  @Text({ description: 'Scope (nội dung kiểm tra), in your own words.' }) scope!: string;
  @Texts({ description: 'Points to check.', optional: true }) checklist?: string[] | null;
  @Ids({ description: 'Units to be inspected, as far as they are named.', optional: true }) areas?: string[] | null;
  @Id({ description: 'The body that it reports to.', optional: true }) reportsTo?: string | null;
  @Id({ description: 'The directive that it checks on.', optional: true }) directiveId?: string | null;
  @Day({ description: 'The day on which the source shows the team.' }) on!: string;
  @Day({ description: 'The day on which it was set up, where the source gives it.', optional: true })
  establishedOn?: string | null;
  @Day({ description: 'Last day for its report, where the order gives one.', optional: true })
  reportDueOn?: string | null;
}

/** Who joins and who leaves a team, and who leads it from then on. */
export class ChangeInspectionTeam extends RecordingCommand {
  @Id({ description: 'The team.' }) teamId!: string;
  @Ids({ description: 'Persons who join.', optional: true }) joined?: string[] | null;
  @Ids({ description: 'Persons who leave.', optional: true }) left?: string[] | null;
  @Ids({ description: 'Who leads from then on; those who led before, if left out.', optional: true })
  leaders?: string[] | null;
  @Day({ description: 'The day.' }) on!: string;
  @Text({ description: 'Why.', optional: true }) reason?: string | null;
}

/** Section 5: nobody inspects a unit that they head or belong to on that day. */
export class DispatchInspectionTeam extends RecordingCommand {
  @Id({ description: 'The team.' }) teamId!: string;
  @Ids({ description: 'Units that it goes to.', atLeast: 1 }) to!: string[];
  @Day({ description: 'First day.' }) on!: string;
  @Day({ description: 'First day on which it is back.', optional: true }) until?: string | null;
}

/** The team is back before the day that was said, or on a day that nobody had said. */
export class ReturnInspectionTeam extends RecordingCommand {
  @Id({ description: 'The team.' }) teamId!: string;
  @Day({ description: 'First day on which it is no longer under way.' }) on!: string;
}

/** The team's report is delivered to the body that it answers to. */
export class DeliverInspectionReport extends RecordingCommand {
  @Id({ description: 'The team.' }) teamId!: string;
  @Id({ description: 'Id of the report.' }) reportId!: string;
  @Id({ description: 'The body that gets it: the one that the team answers to, or that sent it out.' }) to!: string;
  @Id({ description: 'The leader who signs; left out where no leader is on record as a person.', optional: true })
  signedBy?: string | null;
  @Text({ description: 'Number as printed.', max: 100, optional: true }) number?: string | null;
  @Text({ description: 'What it concludes, in your own words.', max: 10000 }) conclusion!: string;
  @Parts(() => EvidenceField, { description: 'The report as a file.', optional: true })
  files?: EvidenceField[] | null;
  @Day({ description: 'The day on which it was delivered.' }) on!: string;
}

@CommandHandler(EstablishInspectionTeam)
export class EstablishInspectionTeamHandler implements ICommandHandler<EstablishInspectionTeam> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: EstablishInspectionTeam) {
    const { teamId, name, kind, owners, scope, on } = c;
    const data = {
      teamId,
      name,
      kind,
      owners,
      scope,
      on,
      teamCount: c.teamCount ?? null,
      leaders: c.leaders ?? [],
      leaderOffice: c.leaderOffice ?? null,
      leaderText: c.leaderText ?? null,
      members: c.members ?? [],
      membersText: c.membersText ?? null,
      checklist: c.checklist ?? [],
      areas: c.areas ?? [],
      reportsTo: c.reportsTo ?? null,
      directiveId: c.directiveId ?? null,
      establishedOn: c.establishedOn ?? null,
      reportDueOn: c.reportDueOn ?? null,
    };
    return this.recorder.recordInContext(inspection, teamId, c, (state, facts) => {
      for (const id of owners) requireExisting(facts, id, on);
      for (const id of [...data.areas, ...(data.reportsTo === null ? [] : [data.reportsTo])])
        requireExisting(facts, id, on);
      for (const id of [...data.leaders, ...data.members]) requirePerson(facts, id);
      if (data.leaderOffice !== null) requireOffice(facts, data.leaderOffice);
      if (data.directiveId !== null && !facts.directive(data.directiveId)) {
        throw new RuleViolation('directive-unknown', data.directiveId);
      }
      return establishTeam(state, data);
    });
  }
}

@CommandHandler(DispatchInspectionTeam)
export class DispatchInspectionTeamHandler implements ICommandHandler<DispatchInspectionTeam> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DispatchInspectionTeam) {
    const { teamId, to, on } = c;
    return this.recorder.recordInContext(inspection, teamId, c, (state, facts) => {
      requireVisitable(facts, requireTeam(state, teamId, on), to, on);
      return dispatchTeam(state, { teamId, to, on, until: c.until ?? null });
    });
  }
}

@CommandHandler(ChangeInspectionTeam)
export class ChangeInspectionTeamHandler implements ICommandHandler<ChangeInspectionTeam> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ChangeInspectionTeam) {
    const { teamId, on } = c;
    const [joined, left, leaders] = [c.joined ?? [], c.left ?? [], c.leaders ?? null];
    return this.recorder.recordInContext(inspection, teamId, c, (state, facts) => {
      requireJoinable(facts, requireTeam(state, teamId, on), [...joined, ...(leaders ?? [])], on);
      return changeTeam(state, { teamId, joined, left, leaders, on, reason: c.reason ?? null });
    });
  }
}

@CommandHandler(ReturnInspectionTeam)
export class ReturnInspectionTeamHandler implements ICommandHandler<ReturnInspectionTeam> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ReturnInspectionTeam) {
    const { teamId, on } = c;
    return this.recorder.record(inspection, teamId, c, (state) => returnTeam(state, { teamId, on }));
  }
}

@CommandHandler(DeliverInspectionReport)
export class DeliverInspectionReportHandler implements ICommandHandler<DeliverInspectionReport> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}
  async execute(c: DeliverInspectionReport) {
    const { teamId, reportId, to, conclusion, on } = c;
    const [signedBy, number] = [c.signedBy ?? null, c.number ?? null];
    const evidence = await evidenceCheck(this.store, c.files);
    return this.recorder.recordInContext(inspection, teamId, c, (state, facts) => {
      const files = evidence();
      const team = requireTeam(state, teamId, on);
      requireExisting(facts, to, on);
      requireAnsweredTo(facts, team, to, on);
      requireLeader(facts, team, signedBy, on);
      return deliverReport(state, { teamId, reportId, to, signedBy, number, conclusion, files, on });
    });
  }
}

export const inspectionHandlers = [
  EstablishInspectionTeamHandler,
  ChangeInspectionTeamHandler,
  DispatchInspectionTeamHandler,
  ReturnInspectionTeamHandler,
  DeliverInspectionReportHandler,
];

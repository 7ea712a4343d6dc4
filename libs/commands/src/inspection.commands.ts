import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Facts } from '#domain/facts.js';
import {
  decideFindingSuccessor,
  FINDING_KINDS,
  finding,
  type FindingKind,
  identifyUnits,
  logFinding,
  OCCASIONS,
  type Occasion,
  requireFinding,
} from '#domain/inspections/finding.js';
import {
  dispatchTeam,
  establishTeam,
  inspection,
  type InspectionTeam,
  requireTeam,
  visitSite,
} from '#domain/inspections/inspection.js';
import { requireDecidable } from '#domain/inspections/finding-succession.js';
import { signatureIn } from '#domain/inspections/rectification-duties.js';
import { RuleViolation } from '#domain/rule-violation.js';
import {
  inspectionFlags,
  inspectorsOn,
  requireExisting,
  requireNotOfThatUnit,
  requireOffice,
  requirePerson,
} from '#domain/separation-of-duties.js';
import { RecordingCommand } from './command.js';
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
}

/** Section 5: nobody inspects a unit that they head or belong to on that day. */
export class DispatchInspectionTeam extends RecordingCommand {
  @Id({ description: 'The team.' }) teamId!: string;
  @Ids({ description: 'Units that it goes to.', atLeast: 1 }) to!: string[];
  @Day({ description: 'First day.' }) on!: string;
  @Day({ description: 'First day on which it is back.', optional: true }) until?: string | null;
}

export class SiteField {
  @Text({ description: 'Name of the site.', max: 300 }) name!: string;
  @Id({ description: 'Unit that it lies in.', optional: true }) unit?: string | null;
}

export class RecordSiteVisit extends RecordingCommand {
  @Id({ description: 'The team.' }) teamId!: string;
  @Id({ description: 'Id of the visit.' }) visitId!: string;
  @Id({ description: 'The unit that was visited.' }) unit!: string;
  @Parts(() => SiteField, { description: 'Sites seen.', optional: true }) sites?: SiteField[] | null;
  @Day({ description: 'The day.' }) on!: string;
  @OneOf(['morning', 'afternoon', 'evening'], { description: 'Part of the day, where it is said.', optional: true })
  partOfDay?: 'morning' | 'afternoon' | 'evening' | null;
  @Id({ description: 'Who reported on behalf of the unit.', optional: true }) receivedBy?: string | null;
}

/** Records what was found or remarked (nội dung ghi nhận). */
export class LogFinding extends RecordingCommand {
  @Id({ description: 'Id of the finding.' }) findingId!: string;
  @OneOf(FINDING_KINDS, { description: 'Ưu điểm, tồn tại, vi phạm, nguy cơ.' }) kind!: FindingKind;
  @OneOf(OCCASIONS, { description: 'Where it was said.' }) occasion!: Occasion;
  @Text({ description: 'What was found, in your own words.' }) summary!: string;
  @Ids({ description: 'Units that it is about; empty if none is named.', optional: true }) units?: string[] | null;
  @Text({ description: 'The wording where no unit is named.', max: 300, optional: true }) unitsText?: string | null;
  @Day({ description: 'The day on which it was said.' }) on!: string;
  @Id({ description: 'Body that says it.', optional: true }) madeByUnit?: string | null;
  @Id({ description: 'Person who says it.', optional: true }) madeByPerson?: string | null;
  @Id({ description: 'Body on whose behalf it is said.', optional: true }) onBehalfOf?: string | null;
  @Id({ description: 'Inspection team.', optional: true }) teamId?: string | null;
  @Id({ description: 'Visit of the team.', optional: true }) visitId?: string | null;
  @Id({ description: 'Directive in which it stands.', optional: true }) directiveId?: string | null;
  @Ids({ description: 'Tasks that it is about.', optional: true }) tasks?: string[] | null;
}

/** Names the units of a finding that named none. */
export class IdentifyFindingUnits extends RecordingCommand {
  @Id({ description: 'The finding.' }) findingId!: string;
  @Ids({ description: 'The units.', atLeast: 1 }) units!: string[];
  @Id({ description: 'Who identified them.' }) by!: string;
  @Day({ description: 'The day.' }) on!: string;
}

/** R8: which successor of a split unit an open finding passes to. */
export class DecideFindingSuccessor extends RecordingCommand {
  @Id({ description: 'The finding.' }) findingId!: string;
  @Id({ description: 'The unit that was split, or the place that was, with its bodies.' }) from!: string;
  @Id({ description: 'Its successor for this finding, or a body inside it.' }) to!: string;
  @Id({ description: 'Office in which its holder on that day signs; not of a successor.' }) office!: string;
  @Day({ description: 'The day of the decision.' }) on!: string;
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
    };
    return this.recorder.recordInContext(inspection, teamId, c, (state, facts) => {
      for (const id of owners) requireExisting(facts, id, on);
      for (const id of [...data.areas, ...(data.reportsTo === null ? [] : [data.reportsTo])])
        requireExisting(facts, id, on);
      for (const id of [...data.leaders, ...data.members]) requirePerson(facts, id);
      if (data.leaderOffice !== null) requireOffice(facts, data.leaderOffice);
      if (data.directiveId !== null) requireDirective(facts, data.directiveId);
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

@CommandHandler(RecordSiteVisit)
export class RecordSiteVisitHandler implements ICommandHandler<RecordSiteVisit> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: RecordSiteVisit) {
    const { teamId, visitId, unit, on } = c;
    const sites = (c.sites ?? []).map((site) => ({ name: site.name, unit: site.unit ?? null }));
    const [partOfDay, receivedBy] = [c.partOfDay ?? null, c.receivedBy ?? null];
    return this.recorder.recordInContext(inspection, teamId, c, (state, facts) => {
      const team = requireTeam(state, teamId, on);
      requireVisitable(facts, team, [unit], on);
      for (const site of sites) if (site.unit !== null) requireExisting(facts, site.unit, on);
      if (receivedBy !== null) requirePerson(facts, receivedBy);
      const flags = inspectionFlags(facts, team, unit, on);
      return visitSite(state, { teamId, visitId, unit, sites, on, partOfDay, receivedBy, flags });
    });
  }
}

@CommandHandler(LogFinding)
export class LogFindingHandler implements ICommandHandler<LogFinding> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: LogFinding) {
    const { findingId, kind, occasion, summary, on } = c;
    const data = {
      findingId,
      kind,
      occasion,
      summary,
      on,
      units: c.units ?? [],
      unitsText: c.unitsText ?? null,
      madeByUnit: c.madeByUnit ?? null,
      madeByPerson: c.madeByPerson ?? null,
      onBehalfOf: c.onBehalfOf ?? null,
      teamId: c.teamId ?? null,
      visitId: c.visitId ?? null,
      directiveId: c.directiveId ?? null,
      tasks: c.tasks ?? [],
    };
    return this.recorder.recordInContext(finding, findingId, c, (state, facts) => {
      const units = [...data.units, data.madeByUnit, data.onBehalfOf].filter((id): id is string => id !== null);
      for (const id of units) requireExisting(facts, id, on);
      if (data.madeByPerson !== null) requirePerson(facts, data.madeByPerson);
      if (data.directiveId !== null) requireDirective(facts, data.directiveId);
      for (const id of data.tasks) if (!facts.task(id)) throw new RuleViolation('task-unknown', id);
      if (data.teamId !== null) {
        const team = requireTeam(facts.of(inspection, data.teamId), data.teamId, on);
        if (data.visitId !== null && !team.visits.some((visit) => visit.visitId === data.visitId)) {
          throw new RuleViolation('visit-unknown', data.visitId);
        }
      }
      return logFinding(state, data);
    });
  }
}

@CommandHandler(IdentifyFindingUnits)
export class IdentifyFindingUnitsHandler implements ICommandHandler<IdentifyFindingUnits> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: IdentifyFindingUnits) {
    const { findingId, units, by, on } = c;
    return this.recorder.recordInContext(finding, findingId, c, (state, facts) => {
      for (const id of [...units, by]) requireExisting(facts, id, on);
      return identifyUnits(state, { findingId, units, by, on });
    });
  }
}

@CommandHandler(DecideFindingSuccessor)
export class DecideFindingSuccessorHandler implements ICommandHandler<DecideFindingSuccessor> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: DecideFindingSuccessor) {
    const { findingId, from, to, office, on } = c;
    return this.recorder.recordInContext(finding, findingId, c, (state, facts) => {
      const signed = signatureIn(facts, office, on);
      requireExisting(facts, to, on);
      requireDecidable(facts, requireFinding(state, findingId, on), c, signed);
      return decideFindingSuccessor(state, { findingId, from, to, on, ...signed });
    });
  }
}

export const inspectionHandlers = [
  EstablishInspectionTeamHandler,
  DispatchInspectionTeamHandler,
  RecordSiteVisitHandler,
  LogFindingHandler,
  IdentifyFindingUnitsHandler,
  DecideFindingSuccessorHandler,
];

function requireVisitable(facts: Facts, team: InspectionTeam, units: readonly string[], on: string): void {
  const inspectors = inspectorsOn(facts, team, on);
  for (const unit of units) {
    requireExisting(facts, unit, on);
    requireNotOfThatUnit(facts, inspectors, unit, on);
  }
}

function requireDirective(facts: Facts, id: string): void {
  if (!facts.directive(id)) throw new RuleViolation('directive-unknown', id);
}

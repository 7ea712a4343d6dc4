import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Facts } from '#domain/facts.js';
import {
  answerFinding,
  decideFindingSuccessor,
  FINDING_KINDS,
  finding,
  type FindingEvents,
  type FindingKind,
  identifyUnits,
  logFinding,
  OCCASIONS,
  type Occasion,
  requireFinding,
  STANCES,
  type Stance,
} from '#domain/inspections/finding.js';
import { requireDecidable } from '#domain/inspections/finding-succession.js';
import { requireInOffice, requireNotTheirOwn } from '#domain/inspections/inspection-duties.js';
import { inspection, requireTeam, requireUnsigned, requireVisit } from '#domain/inspections/inspection.js';
import { requireConcerned, signatureIn } from '#domain/inspections/rectification-duties.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { inspectorsOn, requireExisting, requirePerson } from '#domain/separation-of-duties.js';
import type { EvidenceStore } from '#evidence/evidence-store.js';
import { RecordingCommand } from './command.js';
import { EVIDENCE_STORE, evidenceCheck, EvidenceField } from './evidence.js';
import { Day, Id, Ids, OneOf, Parts, Text } from './fields.js';
import { Recorder } from './recorder.js';

/** A person is spoken of in an office that they hold on that day, and in no other way. */
export class PersonInOfficeField {
  @Id({ description: 'The person.' }) person!: string;
  @Id({ description: 'The office that the person holds on that day.' }) office!: string;
}

/** Records what was found or remarked (nội dung ghi nhận). */
export class LogFinding extends RecordingCommand {
  @Id({ description: 'Id of the finding.' }) findingId!: string;
  @OneOf(FINDING_KINDS, { description: 'Ưu điểm, tồn tại, vi phạm, nguy cơ.' }) kind!: FindingKind;
  @OneOf(OCCASIONS, { description: 'Where it was said.' }) occasion!: Occasion;
  @Text({ description: 'What was found, in your own words.' }) summary!: string;
  @Ids({ description: 'Units that it is about; empty if none is named.', optional: true }) units?: string[] | null;
  @Text({ description: 'The wording where no unit is named.', max: 300, optional: true }) unitsText?: string | null;
  @Parts(() => PersonInOfficeField, { description: 'Persons that it is about, in their office.', optional: true })
  persons?: PersonInOfficeField[] | null;
  @Day({ description: 'The day on which it was said.' }) on!: string;
  @Day({ description: 'The day of what it judges, where that is another: R9 goes by it.', optional: true })
  actOn?: string | null;
  @Id({ description: 'Body that says it.', optional: true }) madeByUnit?: string | null;
  @Id({ description: 'Person who says it.', optional: true }) madeByPerson?: string | null;
  @Id({ description: 'Body on whose behalf it is said.', optional: true }) onBehalfOf?: string | null;
  @Id({ description: 'Inspection team.', optional: true }) teamId?: string | null;
  @Id({ description: 'Visit of the team.', optional: true }) visitId?: string | null;
  @Text({ description: 'Point of the team’s checklist that it is about.', optional: true })
  checklistItem?: string | null;
  @Id({ description: 'Directive in which it stands.', optional: true }) directiveId?: string | null;
  @Ids({ description: 'Tasks that it is about.', optional: true }) tasks?: string[] | null;
  @Parts(() => EvidenceField, { description: 'Photographs and other files.', optional: true })
  files?: EvidenceField[] | null;
}

/** Names the units of a finding that named none. */
export class IdentifyFindingUnits extends RecordingCommand {
  @Id({ description: 'The finding.' }) findingId!: string;
  @Ids({ description: 'The units.', atLeast: 1 }) units!: string[];
  @Id({ description: 'Who identified them.' }) by!: string;
  @Day({ description: 'The day.' }) on!: string;
}

/** The unit's own word on a finding (giải trình): it stands beside what was found and changes nothing of it. */
export class AnswerFinding extends RecordingCommand {
  @Id({ description: 'The finding.' }) findingId!: string;
  @Id({ description: 'Id of the answer.' }) answerId!: string;
  @Id({ description: 'The unit that answers: one of the finding, its successor, or a body inside.' }) by!: string;
  @OneOf(STANCES, { description: 'Accepts it, explains it, or disputes it.' }) stance!: Stance;
  @Text({ description: 'What it says.' }) text!: string;
  @Parts(() => EvidenceField, { description: 'Files that it gives with it.', optional: true })
  files?: EvidenceField[] | null;
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

@CommandHandler(LogFinding)
export class LogFindingHandler implements ICommandHandler<LogFinding> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}
  async execute(c: LogFinding) {
    const { findingId, kind, occasion, summary, on } = c;
    const evidence = await evidenceCheck(this.store, c.files);
    const said = {
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
      persons: (c.persons ?? []).map(({ person, office }) => ({ person, office })),
      actOn: c.actOn ?? null,
      checklistItem: c.checklistItem ?? null,
    };
    return this.recorder.recordInContext(finding, findingId, c, (state, facts) => {
      const data = { ...said, files: evidence() };
      const units = [...data.units, data.madeByUnit, data.onBehalfOf].filter((id): id is string => id !== null);
      for (const id of units) requireExisting(facts, id, on);
      for (const { person, office } of data.persons) requireInOffice(facts, person, office, on);
      if (data.madeByPerson !== null) requirePerson(facts, data.madeByPerson);
      if (data.directiveId !== null && !facts.directive(data.directiveId)) {
        throw new RuleViolation('directive-unknown', data.directiveId);
      }
      for (const id of data.tasks) if (!facts.task(id)) throw new RuleViolation('task-unknown', id);
      if (data.teamId !== null) requireOfTeam(facts, data.teamId, data);
      return logFinding(state, data);
    });
  }
}

/** What a team finds: on a visit whose minutes are open, on its checklist, and of no unit to which one of it belongs. */
function requireOfTeam(facts: Facts, teamId: string, data: FindingEvents['FindingLogged']): void {
  const { on, visitId, checklistItem = null, madeByPerson, units, persons = [] } = data;
  const team = requireTeam(facts.of(inspection, teamId), teamId, on);
  if (visitId !== null) {
    if (on < requireVisit(team, visitId).on) throw new RuleViolation('before-the-visit', `${visitId} ${on}`);
    requireUnsigned(team, visitId);
  }
  if (checklistItem !== null && !team.established.checklist.includes(checklistItem)) {
    throw new RuleViolation('not-on-the-checklist', checklistItem);
  }
  const inspectors = [...inspectorsOn(facts, team, on), ...(madeByPerson === null ? [] : [madeByPerson])];
  const bodies = persons.flatMap(({ office }) => facts.office(office)?.body ?? []);
  requireNotTheirOwn(facts, inspectors, [...units, ...bodies], on);
}

@CommandHandler(IdentifyFindingUnits)
export class IdentifyFindingUnitsHandler implements ICommandHandler<IdentifyFindingUnits> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: IdentifyFindingUnits) {
    const { findingId, units, by, on } = c;
    return this.recorder.recordInContext(finding, findingId, c, (state, facts) => {
      for (const id of [...units, by]) requireExisting(facts, id, on);
      const { teamId, on: foundOn } = requireFinding(state, findingId, on).logged;
      const team = teamId === null ? null : facts.of(inspection, teamId);
      // Who was in the team then did not inspect their own unit, whoever names the unit now.
      if (team) requireNotTheirOwn(facts, inspectorsOn(facts, team, foundOn), units, foundOn);
      return identifyUnits(state, { findingId, units, by, on });
    });
  }
}

@CommandHandler(AnswerFinding)
export class AnswerFindingHandler implements ICommandHandler<AnswerFinding> {
  constructor(
    private readonly recorder: Recorder,
    @Inject(EVIDENCE_STORE) private readonly store: EvidenceStore,
  ) {}
  async execute(c: AnswerFinding) {
    const { findingId, answerId, by, stance, text, on } = c;
    const evidence = await evidenceCheck(this.store, c.files);
    return this.recorder.recordInContext(finding, findingId, c, (state, facts) => {
      requireExisting(facts, by, on);
      requireConcerned(facts, requireFinding(state, findingId, on), by, on);
      return answerFinding(state, { findingId, answerId, by, stance, text, files: evidence(), on });
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

export const findingHandlers = [
  LogFindingHandler,
  IdentifyFindingUnitsHandler,
  AnswerFindingHandler,
  DecideFindingSuccessorHandler,
];

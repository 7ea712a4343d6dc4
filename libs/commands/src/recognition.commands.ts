import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Facts } from '#domain/facts.js';
import { finding } from '#domain/inspections/finding.js';
import {
  COMMENDATION_FORMS,
  type CommendationForm,
  CRITICISM_FORMS,
  type CriticismForm,
} from '#domain/recognition/ladder.js';
import { requireMayRecognise } from '#domain/recognition/recognition-rules.js';
import { recognise, type Recognition, recognition } from '#domain/recognition/recognition.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { requireExisting, requireOffice, requirePerson } from '#domain/separation-of-duties.js';
import { RecordingCommand } from './command.js';
import { Day, Id, Ids, OneOf, Text } from './fields.js';
import { Recorder } from './recorder.js';

abstract class RecogniseCommand extends RecordingCommand {
  @Id({ description: 'Id of what is recorded.' }) recognitionId!: string;
  @Id({ description: 'The body that says it.' }) by!: string;
  @Id({ description: 'The office that says it, if a single one does.', optional: true }) byOffice?: string | null;
  @Id({ description: 'The body in whose name it is said, if that is another.', optional: true })
  onBehalfOf?: string | null;
  @Id({ description: 'The collective (tập thể), or the unit in which the person is meant.', optional: true })
  unit?: string | null;
  @Id({ description: 'The person; without one it is about the collective.', optional: true }) person?: string | null;
  @Id({ description: 'The document, if it is on record as a directive.', optional: true }) directiveId?: string | null;
  @Text({ description: 'The document as cited, if it is not.', max: 300, optional: true }) document?: string | null;
  @Ids({ description: 'For which tasks.', optional: true }) tasks?: string[] | null;
  @Ids({ description: 'For which findings.', optional: true }) findings?: string[] | null;
  @Text({ description: 'For what, in the words of the source.' }) reason!: string;
  @Day({ description: 'The day on which it was said.' }) on!: string;
}

/** Records that somebody praised a collective or a person. */
export class IssueCommendation extends RecogniseCommand {
  @OneOf(COMMENDATION_FORMS, { description: 'Form of praise; GET /recognitions/forms explains them.' })
  form!: CommendationForm;
}

/** Records that somebody criticised or disciplined a collective or a person. */
export class IssueCriticism extends RecogniseCommand {
  @OneOf(CRITICISM_FORMS, { description: 'Form of criticism; GET /recognitions/forms explains them.' })
  form!: CriticismForm;
}

/** Records that a violation was handed to a body that decides on it. It is no judgement. */
export class ReferViolation extends RecogniseCommand {
  @Id({ description: 'The body to which it was handed, if it is on record.', optional: true }) to?: string | null;
  @Text({ description: 'That body as written.', max: 300 }) toText!: string;
}

@CommandHandler(IssueCommendation)
export class IssueCommendationHandler implements ICommandHandler<IssueCommendation> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: IssueCommendation) {
    return this.recorder.recordInContext(recognition, c.recognitionId, c, (state, facts) => {
      const said = saidIn(facts, c);
      const made = recognise(state, { type: 'CommendationIssued', data: { ...said, form: c.form } });
      requireMayRecognise(facts, said);
      return made;
    });
  }
}

@CommandHandler(IssueCriticism)
export class IssueCriticismHandler implements ICommandHandler<IssueCriticism> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: IssueCriticism) {
    return this.recorder.recordInContext(recognition, c.recognitionId, c, (state, facts) => {
      const said = saidIn(facts, c);
      const made = recognise(state, { type: 'CriticismIssued', data: { ...said, form: c.form } });
      requireMayRecognise(facts, said);
      return made;
    });
  }
}

@CommandHandler(ReferViolation)
export class ReferViolationHandler implements ICommandHandler<ReferViolation> {
  constructor(private readonly recorder: Recorder) {}
  execute(c: ReferViolation) {
    const to = c.to ?? null;
    return this.recorder.recordInContext(recognition, c.recognitionId, c, (state, facts) => {
      if (to !== null) requireExisting(facts, to, c.on);
      const data = { ...saidIn(facts, c), to, toText: c.toText };
      return recognise(state, { type: 'ViolationReferred', data });
    });
  }
}

/** What was said, all that it names being on record. */
function saidIn(facts: Facts, c: RecogniseCommand): Recognition['said'] {
  const { recognitionId, by, reason, on } = c;
  const said = {
    recognitionId,
    by,
    byOffice: c.byOffice ?? null,
    onBehalfOf: c.onBehalfOf ?? null,
    unit: c.unit ?? null,
    person: c.person ?? null,
    directiveId: c.directiveId ?? null,
    document: c.document ?? null,
    tasks: c.tasks ?? [],
    findings: c.findings ?? [],
    reason,
    on,
  };
  for (const id of [by, said.onBehalfOf, said.unit]) if (id !== null) requireExisting(facts, id, on);
  if (said.byOffice !== null) requireOffice(facts, said.byOffice);
  if (said.person !== null) requirePerson(facts, said.person);
  if (said.directiveId !== null && !facts.directive(said.directiveId))
    throw new RuleViolation('directive-unknown', said.directiveId);
  for (const id of said.tasks) if (!facts.task(id)) throw new RuleViolation('task-unknown', id);
  for (const id of said.findings) if (!facts.of(finding, id)) throw new RuleViolation('finding-unknown', id);
  return said;
}

export const recognitionHandlers = [IssueCommendationHandler, IssueCriticismHandler, ReferViolationHandler];

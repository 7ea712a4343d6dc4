import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Id, OneOf } from '#commands/fields.js';
import { IssueCommendation, IssueCriticism, ReferViolation } from '#commands/recognition.commands.js';
import { COMMENDATIONS, CRITICISMS } from '#domain/recognition/ladder.js';
import { RECOGNITION_KINDS, type RecognitionKind } from '#domain/recognition/recognition.js';
import { FactReader } from '#read-models/fact-reader.js';
import { recognitions } from '#read-models/recognitions.js';
import { PageQuery, pageIn } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class RecognitionsQuery extends PageQuery {
  @OneOf(RECOGNITION_KINDS, { description: 'Only of this kind.', optional: true }) kind?: RecognitionKind;
  @Id({ description: 'Only about this unit.', optional: true }) unit?: string;
  @Id({ description: 'Only about this person.', optional: true }) person?: string;
  @Id({ description: 'Only for this task.', optional: true }) task?: string;
  @Id({ description: 'Only for this finding.', optional: true }) finding?: string;
}

/** Biểu dương, khen thưởng; phê bình, xử lý. People say it in documents; this records that they did. */
@ApiTags('recognitions')
@Controller('recognitions')
export class RecognitionController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('RecognitionList', '', 'Praise, criticism and referrals on record. Nothing is derived or counted.', {
    list: true,
  })
  recognitions(@Query() { kind, unit, person, task, finding, ...query }: RecognitionsQuery) {
    return recognitions(this.reader, { kind, unit, person, task, finding }, pageIn(query), query);
  }

  @Answers('RecognitionForms', 'forms', 'The two ladders of forms; a lawyer has to check the table before it is used.')
  recognitionForms() {
    const rows = (forms: object) => Object.entries(forms).map(([code, form]) => ({ code, ...(form as object) }));
    return { toBeCheckedByALawyer: true, commendations: rows(COMMENDATIONS), criticisms: rows(CRITICISMS) };
  }

  @Records(IssueCommendation, 'commendations', 'Somebody praised a collective or a person (biểu dương, khen thưởng).')
  issueCommendation(@Body() command: IssueCommendation, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(IssueCriticism, 'criticisms', 'Somebody criticised or disciplined a collective or a person.')
  issueCriticism(@Body() command: IssueCriticism, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ReferViolation, 'referrals', 'A violation was handed to a body that decides on it; no judgement.')
  referViolation(@Body() command: ReferViolation, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

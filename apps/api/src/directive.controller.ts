import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import {
  AcknowledgeDirective,
  AmendDirective,
  CascadeDirective,
  DistributeDirective,
} from '#commands/directive-circulation.commands.js';
import { IssueDirective, RevokeDirective, SupersedeDirective } from '#commands/directive.commands.js';
import { Id, Text } from '#commands/fields.js';
import { acknowledgements, unread } from '#read-models/directive-circulation.js';
import { cascadePage, legalBasis, legalBasisOfNumber } from '#read-models/directive-graph.js';
import { directivesInForce } from '#read-models/directive-in-force.js';
import { directivePage, directives } from '#read-models/directive-page.js';
import { FactReader } from '#read-models/fact-reader.js';
import { known } from './problem.js';
import { AtQuery, PageQuery, pageIn, Switch } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class DirectivePath {
  @Id({ description: 'Id of the directive.', example: 'cd-08' }) directiveId!: string;
}

class UnreadQuery extends AtQuery {
  @Id({ description: 'The unit that was to read.', example: 'qa' }) unit!: string;
}

class AcknowledgementsQuery extends AtQuery {
  @Switch({ description: '`true`: only those that have not acknowledged.' }) unread?: boolean;
}

class NumberQuery extends AtQuery {
  @Text({ description: 'Number as printed, in any spelling.', max: 60, example: '12-CT/TU' }) number!: string;
}

/** One of the four says what the act is about; of several the first is taken. */
class InForceQuery extends AtQuery {
  @Id({ description: 'Of the directives that a unit is addressed by or leads tasks of.', optional: true })
  unit?: string;
  @Id({ description: 'The finding; it is judged on the date of its act.', optional: true }) finding?: string;
  @Id({ description: 'The task.', optional: true }) task?: string;
  @Id({ description: 'A directive, with what it replaced and what replaced it.', optional: true }) directive?: string;
}

@ApiTags('directives')
@Controller('directives')
export class DirectiveController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('DirectiveList', '', 'Directives (văn bản chỉ đạo).', { list: true })
  directives(@Query() query: PageQuery) {
    return directives(this.reader, pageIn(query), query);
  }

  @Answers('DirectivesInForce', 'in-force', 'Which directive an act of that day is judged by, with its text.', {
    orNone: true,
  })
  async directivesInForce(@Query() { unit, finding, task, directive, ...at }: InForceQuery) {
    return known(await directivesInForce(this.reader, { unit, finding, task, directive }, at));
  }

  @Answers('UnreadDirectives', 'unread', 'Directives sent to a unit that it has not acknowledged.', { orNone: true })
  async unreadDirectives(@Query() { unit, ...at }: UnreadQuery) {
    return known(await unread(this.reader, unit, at));
  }

  @Answers('LegalBasisGraph', 'legal-basis', 'What stands on a document number, and what that document stands on.')
  legalBasisOfNumber(@Query() { number, ...at }: NumberQuery) {
    return legalBasisOfNumber(this.reader, number, at);
  }

  @Answers(
    'LegalBasisGraph',
    ':directiveId/legal-basis',
    'What a directive stands on (căn cứ), and what stands on it.',
    {
      orNone: true,
    },
  )
  async legalBasis(@Param() { directiveId }: DirectivePath, @Query() at: AtQuery) {
    return known(await legalBasis(this.reader, directiveId, at));
  }

  @Answers('DirectiveCascade', ':directiveId/cascade', 'Which lower directives take it up, and which units have not.', {
    orNone: true,
  })
  async cascade(@Param() { directiveId }: DirectivePath, @Query() at: AtQuery) {
    return known(await cascadePage(this.reader, directiveId, at));
  }

  @Answers(
    'Acknowledgements',
    ':directiveId/acknowledgements',
    'Who has acknowledged it, and since when others have it.',
    {
      orNone: true,
    },
  )
  async acknowledgements(
    @Param() { directiveId }: DirectivePath,
    @Query() { unread: unreadOnly, ...at }: AcknowledgementsQuery,
  ) {
    return known(await acknowledgements(this.reader, directiveId, unreadOnly ?? false, at));
  }

  @Answers('DirectivePage', ':directiveId', 'A directive with clauses, legal basis, recipients, signer and tasks.', {
    orNone: true,
  })
  async directive(@Param() { directiveId }: DirectivePath, @Query() at: AtQuery) {
    return known(await directivePage(this.reader, directiveId, at));
  }

  @Records(
    IssueDirective,
    '',
    'Records a directive: a document, the conclusion of a meeting, an order on a visit, a telegram.',
  )
  issueDirective(@Body() command: IssueDirective, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(
    SupersedeDirective,
    'supersessions',
    'Another directive takes the place of this one; tasks not carried over are withdrawn.',
  )
  supersedeDirective(@Body() command: SupersedeDirective, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(RevokeDirective, 'revocations', 'A directive is revoked; its open tasks are withdrawn.')
  revokeDirective(@Body() command: RevokeDirective, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(DistributeDirective, 'distributions', 'A directive is sent out; the clock of each recipient runs from then.')
  distributeDirective(@Body() command: DistributeDirective, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(AcknowledgeDirective, 'acknowledgements', 'A recipient confirms that it has the directive.')
  acknowledgeDirective(@Body() command: AcknowledgeDirective, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(CascadeDirective, 'cascades', 'A directive takes up a higher one (triển khai), clause by clause.')
  cascadeDirective(@Body() command: CascadeDirective, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(AmendDirective, 'amendments', 'Another directive changes clauses of this one from a day.')
  amendDirective(@Body() command: AmendDirective, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

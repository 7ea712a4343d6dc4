import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { IssueDirective, RevokeDirective, SupersedeDirective } from '#commands/directive.commands.js';
import { Id } from '#commands/fields.js';
import { directivePage, directives } from '#read-models/directive-page.js';
import { FactReader } from '#read-models/fact-reader.js';
import { known } from './problem.js';
import { AtQuery, PageQuery, pageIn } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class DirectivePath {
  @Id({ description: 'Id of the directive.', example: 'cd-08' }) directiveId!: string;
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
}

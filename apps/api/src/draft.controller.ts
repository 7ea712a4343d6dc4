import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import {
  DismissDraft,
  DraftEscalation,
  DraftRectification,
  DraftReminder,
  SignDraft,
} from '#commands/draft.commands.js';
import { Id, OneOf } from '#commands/fields.js';
import { DRAFT_KINDS, DRAFT_STATES, type DraftKind, type DraftState } from '#domain/drafts/draft.js';
import { draftPage, drafts } from '#read-models/draft-page.js';
import { FactReader } from '#read-models/fact-reader.js';
import { known } from './problem.js';
import { AtQuery, PageQuery, pageIn } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class DraftPath {
  @Id({ description: 'Id of the draft.' }) draftId!: string;
}

class DraftsQuery extends PageQuery {
  @OneOf(DRAFT_STATES, { description: 'Only drafts in this state on the date.', optional: true }) state?: DraftState;
  @OneOf(DRAFT_KINDS, { description: 'Only drafts of this kind.', optional: true }) kind?: DraftKind;
  @Id({ description: 'Only drafts that wait for this head office, or did.', optional: true }) office?: string;
  @Id({ description: 'Only drafts about this unit.', optional: true }) unit?: string;
  @Id({ description: 'Only drafts about this person, in whatever office.', optional: true }) person?: string;
}

@ApiTags('drafts')
@Controller('drafts')
export class DraftController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('DraftList', '', 'Drafts that software has prepared (dự thảo chờ ký); a person signs or dismisses each.', {
    list: true,
  })
  drafts(@Query() { state, kind, office, unit, person, ...query }: DraftsQuery) {
    return drafts(this.reader, { state, kind, office, unit, person }, pageIn(query), query);
  }

  @Answers('DraftPage', ':draftId', 'A draft with its ground: what has changed since it was prepared.', {
    orNone: true,
  })
  async draft(@Param() { draftId }: DraftPath, @Query() at: AtQuery) {
    return known(await draftPage(this.reader, draftId, at));
  }

  @Records(
    DraftEscalation,
    'escalations',
    'Prepares the escalation of an overdue task; the reactions do so by themselves.',
  )
  draftEscalation(@Body() command: DraftEscalation, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(
    DraftRectification,
    'rectifications',
    'Prepares the request to put a finding right (chấn chỉnh); the reactions do so by themselves.',
  )
  draftRectification(@Body() command: DraftRectification, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(
    DraftReminder,
    'reminders',
    'Prepares the reminder of figures that are owed and missing (đôn đốc báo cáo); the reactions do so by themselves.',
  )
  draftReminder(@Body() command: DraftReminder, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(SignDraft, 'signatures', 'Signs a draft: never one whom it is about.')
  signDraft(@Body() command: SignDraft, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(DismissDraft, 'dismissals', 'Dismisses a draft, with the reason.')
  dismissDraft(@Body() command: DismissDraft, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

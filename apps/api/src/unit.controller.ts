import { Body, Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Count, Id, OneOf } from '#commands/fields.js';
import {
  ChangeClassMembership,
  DefineClass,
  DissolveUnit,
  EndAreaCharge,
  GiveAreaCharge,
  MergeUnit,
  MoveUnit,
  RegisterBody,
  RegisterPlace,
  RenameUnit,
  SplitUnit,
} from '#commands/unit.commands.js';
import { FactReader } from '#read-models/fact-reader.js';
import { unitTree } from '#read-models/unit-tree.js';
import { unitPage, units } from '#read-models/unit-page.js';
import { unitWork } from '#read-models/work.js';
import { known } from './problem.js';
import { AtQuery, Digits, PageQuery, pageIn, workIn, WorkQuery } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

const KINDS = ['place', 'body', 'class'] as const;

class UnitPath {
  @Id({ description: 'Id of the place, body or class.', example: 'qa.ubnd' }) unitId!: string;
}

class UnitsQuery extends PageQuery {
  @OneOf(KINDS, { description: 'Only units of this kind.', optional: true }) kind?: (typeof KINDS)[number];
  @Id({ description: 'Only the place of this id and the bodies and classes that sit in it.', optional: true })
  place?: string;
}

class TreeQuery extends AtQuery {
  @Digits()
  @Count({ description: 'How many levels below are opened, 1 to 4; 1 if left out.', min: 1, max: 4, optional: true })
  depth?: number;
}

@ApiTags('units')
@Controller('units')
export class UnitController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('UnitList', '', 'Units as they were on the date.', { list: true })
  units(@Query() query: UnitsQuery) {
    return units(this.reader, { kind: query.kind, place: query.place }, pageIn(query), query);
  }

  @Answers('UnitPage', ':unitId', 'A unit with its heads, what it leads and what became of it.', { orNone: true })
  async unit(@Param() { unitId }: UnitPath, @Query() at: AtQuery) {
    return known(await unitPage(this.reader, unitId, at));
  }

  @Answers('UnitTree', ':unitId/tree', 'The places below a unit and their bodies, as they were on the date.', {
    orNone: true,
  })
  async tree(@Param() { unitId }: UnitPath, @Query() query: TreeQuery) {
    return known(await unitTree(this.reader, unitId, query.depth ?? 1, query));
  }

  @Answers('UnitWork', ':unitId/work', 'What the unit has in hand, and what waits for it as the issuer.', {
    orNone: true,
  })
  async unitWork(@Param() { unitId }: UnitPath, @Query() query: WorkQuery) {
    return known(await unitWork(this.reader, unitId, workIn(query), query));
  }

  @Records(RegisterPlace, 'places', 'Records a place (địa phương).')
  registerPlace(@Body() command: RegisterPlace, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(RegisterBody, 'bodies', 'Records a body (cơ quan, tổ chức) that sits in a place.')
  registerBody(@Body() command: RegisterBody, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(DefineClass, 'classes', 'Defines a class of units that a document addresses as one.')
  defineClass(@Body() command: DefineClass, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(ChangeClassMembership, 'membership-changes', 'Units join and leave a class.')
  changeClassMembership(@Body() command: ChangeClassMembership, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(RenameUnit, 'renamings', 'A unit gets another name.')
  renameUnit(@Body() command: RenameUnit, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(MoveUnit, 'moves', 'A unit gets another unit above it, or another level.')
  moveUnit(@Body() command: MoveUnit, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(MergeUnit, 'mergers', 'A unit goes into another one (sáp nhập); its open tasks pass on that day.')
  mergeUnit(@Body() command: MergeUnit, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(SplitUnit, 'splits', 'A unit is divided (chia tách); the successor of each task is decided one by one.')
  splitUnit(@Body() command: SplitUnit, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(DissolveUnit, 'dissolutions', 'A unit ends without a successor (giải thể); its open tasks are orphaned.')
  dissolveUnit(@Body() command: DissolveUnit, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(GiveAreaCharge, 'area-charges', 'An office or a person is put in charge of a place (phụ trách địa bàn).')
  giveAreaCharge(@Body() command: GiveAreaCharge, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(EndAreaCharge, 'area-charge-endings', 'An area charge ends.')
  endAreaCharge(@Body() command: EndAreaCharge, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

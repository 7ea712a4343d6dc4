import { Body, Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { DeclareEpidemicLevel, DefineLevelScheme } from '#commands/epidemic-level.commands.js';
import { Id } from '#commands/fields.js';
import { levelSchemes, placeLevels } from '#read-models/epidemic-levels.js';
import { FactReader } from '#read-models/fact-reader.js';
import { AtQuery, PageQuery, pageIn } from './query-fields.js';
import { Answers, Records } from './routes.js';
import { From } from './sender.js';

class PlaceQuery extends AtQuery {
  @Id({ description: 'The place.', example: 'qa' }) place!: string;
}

class SchemesQuery extends PageQuery {
  @Id({ description: 'Only schemes of this issuer.', optional: true }) issuer?: string;
}

@ApiTags('epidemic levels')
@Controller('epidemic-levels')
export class EpidemicLevelController {
  constructor(
    private readonly desk: CommandDesk,
    private readonly reader: FactReader,
  ) {}

  @Answers('PlaceLevels', '', 'The epidemic level (cấp độ dịch) of a place on the date, by scheme, and its history.')
  levels(@Query() { place, ...at }: PlaceQuery) {
    return placeLevels(this.reader, place, at);
  }

  @Answers('LevelSchemeList', 'schemes', 'Schemes of levels, each of its issuer, with the days on which they apply.', {
    list: true,
  })
  schemes(@Query() { issuer, ...query }: SchemesQuery) {
    return levelSchemes(this.reader, issuer, pageIn(query), query);
  }

  @Records(DefineLevelScheme, 'schemes', 'Defines a scheme of levels; a new version is a scheme of its own.')
  define(@Body() command: DefineLevelScheme, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }

  @Records(DeclareEpidemicLevel, '', 'Declares the level of a place from a day.')
  declare(@Body() command: DeclareEpidemicLevel, @From() sender: Sender) {
    return this.desk.take(command, sender);
  }
}

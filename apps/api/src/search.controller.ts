import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Count, OneOf, Text } from '#commands/fields.js';
import { FactReader } from '#read-models/fact-reader.js';
import { search } from '#read-models/search.js';
import { SEARCH_KINDS, type SearchKind } from '#read-models/search-text.js';
import { AtQuery, Digits } from './query-fields.js';
import { Answers } from './routes.js';

class SearchQuery extends AtQuery {
  @Text({
    description:
      'What to look for. Case, tone marks and their place, hats, horns and đ do not matter, nor NFC or NFD, nor a wrong letter. Marks that are typed raise what has the same. A document number may be spelled in any way (`12 ct tu`).',
    example: 'hoang maj',
    max: 200,
  })
  q!: string;
  @OneOf(SEARCH_KINDS, { description: 'Only things of this kind; all kinds if left out.', optional: true })
  kind?: SearchKind;
  @Digits()
  @Count({ description: 'Hits, 1 to 100; 20 if left out.', min: 1, max: 100, optional: true })
  limit?: number;
}

@ApiTags('search')
@Controller('search')
export class SearchController {
  constructor(private readonly reader: FactReader) {}

  @Answers(
    'SearchAnswer',
    '',
    'Finds directives (also by number and clause), tasks, findings, units (by old and new names) and people. Best first. What begins after `asOf`, or was annulled by `knownAt`, is left out.',
  )
  search(@Query() query: SearchQuery) {
    return search(this.reader, query, query);
  }
}

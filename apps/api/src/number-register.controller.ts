import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Id, Text } from '#commands/fields.js';
import { FactReader } from '#read-models/fact-reader.js';
import { numberRegisterPage, numberRegisters } from '#read-models/number-registers.js';
import { known } from './problem.js';
import { AtQuery, PageQuery, pageIn } from './query-fields.js';
import { Answers } from './routes.js';

class IssuerPath {
  @Id({ description: 'Id of the issuing body.', example: 'tp.ubnd' }) issuer!: string;
}

class RegisterQuery extends AtQuery {
  @Text({ description: 'Only this kind of document, as abbreviated (CT, TB, NQ).', max: 20, optional: true })
  type?: string;
  @Text({ description: 'Only this year or party term.', max: 20, optional: true }) series?: string;
}

/** Sổ đăng ký văn bản. Numbers enter it with the directives that bear them. */
@ApiTags('number registers')
@Controller('number-registers')
export class NumberRegisterController {
  constructor(private readonly reader: FactReader) {}

  @Answers('NumberRegisterList', '', 'Issuers that have given a number.', { list: true })
  numberRegisters(@Query() query: PageQuery) {
    return numberRegisters(this.reader, pageIn(query), query);
  }

  @Answers('NumberRegister', ':issuer', 'The numbers of an issuer by type and year, with gaps and duplicates.', {
    orNone: true,
  })
  async numberRegister(@Param() { issuer }: IssuerPath, @Query() { type, series, ...at }: RegisterQuery) {
    return known(await numberRegisterPage(this.reader, issuer, { type, series }, at));
  }
}

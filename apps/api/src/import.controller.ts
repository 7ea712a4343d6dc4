import { Readable } from 'node:stream';
import {
  applyDecorators,
  Controller,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { CommandDesk, type Sender } from '#commands/command-desk.js';
import { Day, OneOf, Text } from '#commands/fields.js';
import type { EventLog } from '#event-log/event-log.js';
import { IMPORT_KINDS, importKindOf } from '#exchange/import-kinds.js';
import type { ImportSummary, RowProblem } from '#exchange/import-report.js';
import { type ImportOptions, runImport } from '#exchange/import-run.js';
import { recordingSide, rehearsed } from '#exchange/import-side.js';
import { templateOf } from '#exchange/import-template.js';
import { problemText } from '#exchange/import-texts.js';
import { tableIn } from '#exchange/open-table.js';
import { MEDIA_TYPES, TABLE_FORMATS, type TableFormat } from '#exchange/write-table.js';
import { FactReader } from '#read-models/fact-reader.js';
import { AUTHORITY_OVER, type AuthorityOver } from './command-authority.js';
import { EVENT_LOG } from './event-log.token.js';
import { faultText } from './fault-texts.js';
import { fileIn } from './file-body.js';
import { languageOf } from './problem.filter.js';
import { known } from './problem.js';
import { ANY_PROBLEM, problems } from './routes.js';
import { COMMAND_HEADERS, From } from './sender.js';

/** Bytes of a file and its rows, at most; a longer list is imported from the command line. */
const MOST_BYTES = 5 * 1024 * 1024;
const MOST_ROWS = 5000;
/** Problems that one answer lists. */
const MOST_PROBLEMS = 1000;
const TYPES = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];
const KINDS = IMPORT_KINDS.map((kind) => kind.name);

class ImportQuery {
  @OneOf(KINDS, { description: 'What the list holds.' }) kind!: string;
  @OneOf(['dry-run', 'record'], {
    description: '`dry-run` (if left out) tells what would happen and records nothing; `record` records.',
    optional: true,
  })
  mode?: 'dry-run' | 'record';
  @Text({ description: 'Which list it is, as its keeper calls it; stands as the source of each record.', max: 200 })
  list!: string;
  @Day({
    description: 'As of which day the list is; changes hold from then unless a row says another day.',
    optional: true,
  })
  listAsOf?: string;
}

class TemplatePath {
  @OneOf(KINDS, { description: 'What the list holds.', example: 'units' }) kind!: string;
}

class TemplateQuery {
  @OneOf(TABLE_FORMATS, { description: '`csv` if left out.', optional: true }) format?: TableFormat;
}

/** What an import answers: the summary, and what is wrong row by row in the language of the answer. */
export interface ImportAnswer extends ImportSummary {
  problems: { row: number; column: string | null; code: string; detail: string }[];
  /** Problems that are not listed. */
  more: number;
}

@ApiTags('imports')
@Controller('imports')
export class ImportController {
  constructor(
    @Inject(EVENT_LOG) private readonly log: EventLog,
    private readonly reader: FactReader,
    private readonly desk: CommandDesk,
    @Inject(AUTHORITY_OVER) private readonly authority: AuthorityOver,
  ) {}

  @TakesList()
  async importList(
    @Req() request: Request,
    @Query() query: ImportQuery,
    @From() sender: Sender,
  ): Promise<ImportAnswer> {
    const bytes = await fileIn(request, TYPES, MOST_BYTES);
    const found: RowProblem[] = [];
    let more = 0;
    const options: ImportOptions = {
      kind: known(importKindOf(query.kind)),
      list: { name: query.list, version: query.listAsOf ?? '', asOf: query.listAsOf ?? null },
      open: tableIn(bytes),
      dryRun: query.mode !== 'record',
      sender: {
        principal: sender.principal ?? null,
        office: sender.office ?? null,
        correlation: sender.correlation ?? null,
      },
      maxRows: MOST_ROWS,
      onProblem: (problem) => (found.length < MOST_PROBLEMS ? found.push(problem) : (more += 1)),
    };
    const summary = options.dryRun
      ? await rehearsed(this.log, this.reader, (side) => runImport(side, options), this.authority)
      : await runImport(recordingSide(this.log, this.reader, this.desk), options);
    const language = languageOf(request);
    const told = found.map((problem) => ({
      row: problem.row,
      column: problem.column,
      code: codeOf(problem),
      detail: problemText(problem, language, (code, message, lang) => faultText(code, message, lang).detail),
    }));
    return { ...summary, problems: told, more };
  }

  @GivesTemplate()
  template(
    @Req() request: Request,
    @Param() path: TemplatePath,
    @Query() { format = 'csv' }: TemplateQuery,
  ): StreamableFile {
    const bytes = templateOf(known(importKindOf(path.kind)), format, languageOf(request));
    return new StreamableFile(Readable.from(bytes), {
      type: MEDIA_TYPES[format],
      disposition: `attachment; filename="${path.kind}.${format}"`,
    });
  }
}

/** The stable code: of the check as other answers name it, of the rule, or of what is wrong with the cell. */
function codeOf(problem: RowProblem): string {
  if (problem.kind === 'twice') return 'stands-twice';
  return problem.kind === 'check' ? faultText(problem.code, problem.message, 'en').code : problem.code;
}

function TakesList(): MethodDecorator {
  return applyDecorators(
    Post(),
    HttpCode(200),
    ApiOperation({
      summary: 'Imports a list from CSV or XLSX (nhập danh sách): a dry run, or recording what is new or has changed.',
    }),
    ApiConsumes(...TYPES),
    ApiBody({
      required: true,
      schema: { type: 'string', format: 'binary' },
      description: `The file, ${MOST_ROWS} rows and 5 MiB at most.`,
    }),
    ...COMMAND_HEADERS.filter(({ name }) => name !== 'Idempotency-Key').map((header) =>
      ApiHeader({ required: false, ...header }),
    ),
    ApiResponse({ status: 200, description: 'Row by row.', schema: { $ref: '#/components/schemas/ImportAnswer' } }),
    ...problems([
      ...ANY_PROBLEM,
      'invalid-query',
      'invalid-header',
      'body-too-large',
      'unsupported-media-type',
      'file-unreadable',
    ]),
  );
}

function GivesTemplate(): MethodDecorator {
  return applyDecorators(
    Get('templates/:kind'),
    ApiOperation({ summary: 'An empty list with the headings of a kind and one row of examples.' }),
    ApiResponse({
      status: 200,
      description: 'The file.',
      content: Object.fromEntries(
        TABLE_FORMATS.map((format) => [MEDIA_TYPES[format], { schema: { type: 'string', format: 'binary' } }]),
      ),
    }),
    ...problems([...ANY_PROBLEM, 'invalid-query']),
  );
}

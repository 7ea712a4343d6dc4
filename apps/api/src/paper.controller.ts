import { applyDecorators, Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Id } from '#commands/fields.js';
import { docxOf, type OfficialPaper } from '#exchange/official-paper.js';
import { accountabilityPaper, followUpPaper } from '#exchange/task-papers.js';
import { FactReader } from '#read-models/fact-reader.js';
import { accountabilitySheet, followUpReport } from '#read-models/follow-up-report.js';
import { DatedFile } from './dated-file.js';
import { known } from './problem.js';
import { AtQuery } from './query-fields.js';
import { ANY_PROBLEM, ON_RECORDED_READ, problems } from './routes.js';
import { SaysWho } from './sender.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

class DirectivePath {
  @Id({ description: 'Id of the directive.', example: 'cd-08' }) directiveId!: string;
}

class UnitPath {
  @Id({ description: 'Id of the place or body.', example: 'qa.ubnd' }) unitId!: string;
}

/** Papers for a clerk to correct and send: DOCX in the form of the state or of the party, by who issues them. */
@ApiTags('papers')
@Controller()
export class PaperController {
  constructor(private readonly reader: FactReader) {}

  @GivesPaper(
    'directives/:directiveId/follow-up-report',
    'How the tasks of a directive stand (báo cáo theo dõi thực hiện), DOCX.',
  )
  async followUpReport(@Param() { directiveId }: DirectivePath, @Query() at: AtQuery) {
    const report = known(await followUpReport(this.reader, directiveId, at));
    return paper(followUpPaper(report), report, 'follow-up-report');
  }

  @GivesPaper('units/:unitId/accountability-sheet', 'What a unit answers for (phiếu theo dõi), DOCX.')
  async accountabilitySheet(@Param() { unitId }: UnitPath, @Query() at: AtQuery) {
    const sheet = known(await accountabilitySheet(this.reader, unitId, at));
    return paper(accountabilityPaper(sheet), sheet, 'accountability-sheet');
  }
}

async function paper(
  of: OfficialPaper,
  { asOf, knownAt }: { asOf: string; knownAt: number },
  name: string,
): Promise<DatedFile> {
  return new DatedFile(await docxOf(of), { asOf, knownAt, format: 'docx', name, type: DOCX });
}

function GivesPaper(path: string, summary: string): MethodDecorator {
  return applyDecorators(
    Get(path),
    Header('Content-Language', 'vi'),
    ApiOperation({ summary }),
    ApiResponse({
      status: 200,
      description: 'The paper.',
      content: { [DOCX]: { schema: { type: 'string', format: 'binary' } } },
    }),
    SaysWho(),
    ...problems([...ANY_PROBLEM, ...ON_RECORDED_READ, 'invalid-query', 'known-at-in-the-future', 'not-recorded']),
  );
}

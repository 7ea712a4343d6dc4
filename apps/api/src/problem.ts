import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PROBLEMS, type ProblemSlug, TYPE_PREFIX } from './problem-types.js';

/** One thing that is wrong with a request. */
export class ProblemPart {
  @ApiPropertyOptional({ description: 'JSON pointer into the body.', example: '/deadline' }) pointer?: string;
  @ApiPropertyOptional({ description: 'Name of the parameter of the path or the query.', example: 'asOf' })
  parameter?: string;
  @ApiPropertyOptional({ description: 'Name of the header field.', example: 'Idempotency-Key' }) header?: string;
  @ApiProperty({ description: 'Stable code of the check.', example: 'not-a-date' }) code!: string;
  @ApiProperty({ description: 'What it asks for, in the language of the answer.' }) detail!: string;
}

/** RFC 9457: every answer of the API that is not a success. */
export class Problem {
  @ApiProperty({
    description: 'Stable name of the kind of problem; docs/problems.md lists them.',
    example: `${TYPE_PREFIX}rule:task-already-assigned`,
  })
  type!: string;
  @ApiProperty({ description: 'The same for every problem of the type, in the language of the answer.' })
  title!: string;
  @ApiProperty({ type: 'integer', description: 'HTTP status.', example: 409 }) status!: number;
  @ApiProperty({ description: 'What happened here and what to do, in the language of the answer.' }) detail!: string;
  @ApiProperty({ description: 'Names this answer; the log of the server has it for unexpected errors.' })
  instance!: string;
  @ApiPropertyOptional({ description: 'For refusals: the code of the rule.', example: 'task-already-assigned' })
  rule?: string;
  @ApiPropertyOptional({ description: 'For refusals: where the rule is stated.', example: 'R1' }) source?: string;
  @ApiPropertyOptional({ description: 'For refusals: what the rule was applied to.', example: 'nv-12' })
  subject?: string;
  @ApiPropertyOptional({
    type: 'integer',
    nullable: true,
    description: 'For `stale-revision`: the revision at which the subject is; null: it is not on record.',
    example: 5,
  })
  revision?: number | null;
  @ApiPropertyOptional({ type: [ProblemPart], description: 'What is wrong, part by part; at most 100.' })
  errors?: ProblemPart[];
}

/** A fault found at the edge, before its wording. `where` is a JSON pointer, or the name of a parameter or header. */
export interface Fault {
  where: string;
  code: string;
  /** English text of the check, which holds its limits. */
  message?: string;
}

/** A request is refused at the edge with a problem of the table. */
export class RequestProblem extends Error {
  constructor(
    readonly slug: ProblemSlug,
    readonly faults: readonly Fault[] = [],
    /** What `where` of the faults is. */
    readonly place: 'pointer' | 'parameter' | 'header' = 'pointer',
  ) {
    super(`${PROBLEMS[slug].en.title} ${faults.map((fault) => `${fault.where} ${fault.code}`).join('; ')}`);
    this.name = 'RequestProblem';
  }
}

/** The answer, or a 404 problem where nothing of that id is known. */
export function known<T>(answer: T | null): T {
  if (answer === null) throw new RequestProblem('not-recorded');
  return answer;
}

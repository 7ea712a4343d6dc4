import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { PROBLEMS, type ProblemSlug, TYPE_PREFIX } from '#api/problem-types.js';
import type { Problem } from '#api/problem.js';
import { REFUSALS } from '#domain/refusals.js';
import type { ApiDocument } from './api-document.js';
import type { FuzzRequest } from './requests.js';
import type { RawAnswer } from './wire.js';

const PROBLEM_FIELDS = ['type', 'title', 'status', 'detail', 'instance', 'rule', 'source', 'subject', 'errors'];

/** Holds answers against what the document promises. */
export class AnswerCheck {
  private readonly ajv: Ajv2020;

  constructor(document: ApiDocument) {
    const formats = { date: true, 'date-time': true, uuid: true, uri: true } as const;
    this.ajv = new Ajv2020({ strict: false, allErrors: false, formats }).addSchema({
      $id: 'https://api.example/',
      components: document.components,
    });
  }

  /** What is wrong with an answer; null: nothing. */
  faultOf(request: FuzzRequest, answer: RawAnswer): string | null {
    const { status } = answer;
    const declared = request.operation.answers[String(status)];
    if (status >= 500) return `status ${status}: ${answer.body.toString('utf8').slice(0, 300)}`;
    if (!declared) return `status ${status} is not in the document: ${answer.body.toString('utf8').slice(0, 300)}`;
    return status < 400 ? this.successFault(declared.content ?? {}, answer) : this.problemFault(request, answer);
  }

  private successFault(
    content: Readonly<Record<string, { schema: { $ref?: string } }>>,
    answer: RawAnswer,
  ): string | null {
    const type = String(answer.headers['content-type'] ?? '');
    const declared = Object.entries(content).find(([name]) => essence(name) === essence(type));
    if (!declared) return `content type ${type} is not in the document`;
    const name = declared[1].schema.$ref?.split('/').at(-1);
    if (name === undefined || essence(type) !== 'application/json') return null;
    return this.schemaFault(name, JSON.parse(answer.body.toString('utf8')));
  }

  /** RFC 9457, of a type that the table has, in the language that was asked for. */
  problemFault(request: Pick<FuzzRequest, 'headers'>, { status, headers, body }: RawAnswer): string | null {
    if (headers['content-type'] !== 'application/problem+json; charset=utf-8')
      return `content type ${headers['content-type']}`;
    const problem = JSON.parse(body.toString('utf8')) as Problem;
    const wrong = this.schemaFault('Problem', problem);
    if (wrong !== null) return wrong;
    // What was too long to be read was not read as far as the language.
    const english = status !== 431 && /en/.test(request.headers['Accept-Language'] ?? '');
    const language = english ? 'en' : 'vi';
    if (headers['content-language'] !== language) return `language ${headers['content-language']} for ${language}`;
    if (problem.status !== status) return `status ${problem.status} in the problem, ${status} on the line`;
    const stray = Object.keys(problem).filter((key) => !PROBLEM_FIELDS.includes(key));
    if (stray.length > 0) return `problem with ${stray.join(', ')}`;
    const slug = problem.type.slice(TYPE_PREFIX.length);
    const title = slug.startsWith('rule:')
      ? REFUSALS[slug.slice(5) as keyof typeof REFUSALS]?.[language]
      : PROBLEMS[slug as ProblemSlug]?.[language].title;
    if (title !== problem.title) return `type ${problem.type} with the title ${problem.title}`;
    return LEAKS.test(JSON.stringify({ ...problem, subject: '', detail: problem.rule ? '' : problem.detail }))
      ? `tells of the inside: ${JSON.stringify(problem)}`
      : null;
  }

  private schemaFault(name: string, value: unknown): string | null {
    const validate: ValidateFunction | undefined = this.ajv.getSchema(
      `https://api.example/#/components/schemas/${name}`,
    );
    if (!validate) return `no schema ${name}`;
    if (validate(value)) return null;
    const [error] = validate.errors ?? [];
    return `${name}${error?.instancePath} ${error?.message} ${JSON.stringify(error?.params)}`;
  }
}

/** Statements, stacks and paths of the program, which no answer may hold. */
const LEAKS = /\bat \S+ \(|node_modules|\.ts:\d|\.js:\d|SELECT |INSERT INTO|relation "|pg_catalog|postgres:\/\//;

function essence(type: string): string {
  return type.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

import { readFileSync } from 'node:fs';

export interface AnswerExample {
  /** The question, as a path with its query. */
  ask: string;
  /** What came back, by the story that the examples of the commands tell. */
  answer: object | null;
}

/**
 * One answer of each operation that answers in JSON, by operation id. A test tells the story, asks each question again and
 * compares; `WRITE_DOCS=1` writes the file.
 */
export const ANSWER_EXAMPLES_FILE = new URL('../../../docs/openapi/answer-examples.json', import.meta.url);

export function answerExamples(): Readonly<Record<string, AnswerExample>> {
  return JSON.parse(readFileSync(ANSWER_EXAMPLES_FILE, 'utf8')) as Readonly<Record<string, AnswerExample>>;
}

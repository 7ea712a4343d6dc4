import { expect, it } from '@jest/globals';
import type { CivilDate } from '../civil-date.js';
import { type AnswerLine, whoAnswers } from '../tasks/who-answers.js';
import type { Story } from './story.js';

/** A date, and the lines of the answer on that date, in any order. */
export type Question = readonly [asOf: CivilDate, ...lines: string[]];

/** One case a question: who answers for `t` in this story. */
export function tells(name: string, story: () => Story, ...questions: readonly Question[]): void {
  tellsOf('t', name, story, ...questions);
}

export function tellsOf(task: string, name: string, story: () => Story, ...questions: readonly Question[]): void {
  it.each(questions.map(([asOf, ...lines]) => ({ asOf, lines })))(`${name}: $asOf`, ({ asOf, lines }) => {
    expect(answered(story(), task, asOf)).toEqual([...lines].sort());
  });
}

/** The lines in words, sorted. */
export function answered(story: Story, task: string, asOf: CivilDate, knownAt?: number): string[] {
  return (whoAnswers(story.facts(knownAt), task, asOf)?.lines ?? []).map(inWords).sort();
}

/** `answers qa.bt P:qa.bt`, `answers qa.ct: unnamed`, `answers qa.bt P:an presumed [conflict]`. */
export function inWords(line: AnswerLine): string {
  const who = [line.capacity, line.office ?? line.unit, line.holder].filter((word) => word !== null).join(' ');
  const certainty = line.certainty === null || line.certainty === 'recorded' ? '' : ` ${line.certainty}`;
  const reason = line.reason === null ? '' : `: ${line.reason}`;
  return `${who}${certainty}${reason}${line.flags.map((flag) => ` [${flag}]`).join('')}`;
}

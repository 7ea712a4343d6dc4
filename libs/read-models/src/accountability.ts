import type { CivilDate } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { nameOn } from '#domain/organisation/unit.js';
import { answeringSpans } from '#domain/tasks/answering-spans.js';
import { type StatusAnswer, taskStatus } from '#domain/tasks/task-status.js';
import { type AnswerLine, whoAnswers, type WhoAnswers } from '#domain/tasks/who-answers.js';
import type { At, FactReader } from './fact-reader.js';

/** Names beside the ids of an answer, as they were on its date. */
export interface Names {
  units: Record<string, string>;
  offices: Record<string, string>;
  persons: Record<string, string>;
}

export interface WhoAnswersAnswer extends WhoAnswers {
  title: string;
  directive: string;
  names: Names;
  /** Streams whose events could not be read; the answer may lack what stands in them. */
  incomplete: string[];
}

export interface StatusOfTask extends StatusAnswer {
  task: string;
  asOf: CivilDate;
  knownAt: number;
  incomplete: string[];
}

/** An answer that held from `from` until `until` (not included). */
export interface PeriodAnswer {
  from: CivilDate;
  until: CivilDate;
  status: StatusAnswer['status'];
  lines: readonly AnswerLine[];
}

/** Who answers for a task (R1 to R10). Null: no such task is known. */
export async function askWhoAnswers(reader: FactReader, taskId: string, at: At = {}): Promise<WhoAnswersAnswer | null> {
  return reader.known(at, async (snapshot) => {
    const found = await snapshot.facts(
      (facts) => namedWhoAnswers(facts, taskId, snapshot.asOf),
      [streamOf('task', taskId)],
    );
    return found && { ...found, incomplete: await snapshot.incomplete() };
  });
}

/** What {@link askWhoAnswers} says, of facts. Null: not known. */
export function namedWhoAnswers(
  facts: Facts,
  taskId: string,
  asOf: CivilDate,
): Omit<WhoAnswersAnswer, 'incomplete'> | null {
  const answer = whoAnswers(facts, taskId, asOf);
  const task = facts.task(taskId);
  if (!answer || !task) return null;
  const { title, directiveId } = task.assigned;
  return { ...answer, title, directive: directiveId, names: namesOf(facts, answer.lines, asOf) };
}

/** Evidence goes out as ids: what a record holds is asked for by its id, and shown by its own rules. */
export function withIds<T extends Pick<StatusAnswer, 'evidence'>>(status: T) {
  return { ...status, evidence: status.evidence.map(({ id }) => id) };
}

/** The status of a task on a date. Null: no such task is known. */
export async function askTaskStatus(reader: FactReader, taskId: string, at: At = {}): Promise<StatusOfTask | null> {
  return reader.known(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const status = await snapshot.facts((facts) => taskStatus(facts, taskId, asOf), [streamOf('task', taskId)]);
    return status && { task: taskId, asOf, knownAt, ...status, incomplete: await snapshot.incomplete() };
  });
}

/** R7: who answered in a period, each with the days held. */
export async function askPeriod(
  reader: FactReader,
  taskId: string,
  period: { from: CivilDate; until: CivilDate },
  at: At = {},
): Promise<{ task: string; knownAt: number; asOf: CivilDate; spans: PeriodAnswer[] } | null> {
  return reader.known(at, async (snapshot) => {
    const spans = await snapshot.facts((facts) => answeringSpans(facts, taskId, period), [streamOf('task', taskId)]);
    return (
      spans && {
        task: taskId,
        knownAt: snapshot.knownAt,
        asOf: snapshot.asOf,
        spans: spans.map(({ from, until, answer }) => ({
          from,
          until,
          status: answer.status.status,
          lines: answer.lines,
        })),
      }
    );
  });
}

export function namesOf(
  facts: Facts,
  lines: readonly Pick<AnswerLine, 'unit' | 'office' | 'holder'>[],
  asOf: CivilDate,
): Names {
  const names: Names = { units: {}, offices: {}, persons: {} };
  for (const { unit, office, holder } of lines) {
    const named = unit === null ? null : facts.unit(unit);
    if (named) names.units[named.id] = nameOn(named, asOf);
    const seat = office === null ? null : facts.office(office);
    if (seat) names.offices[seat.id] = seat.title;
    const person = holder === null ? null : facts.person(holder);
    if (person) names.persons[person.id] = person.name;
  }
  return names;
}

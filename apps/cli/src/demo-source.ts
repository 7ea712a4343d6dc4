import type { SourceReference } from '#commands/command.js';
import type { BodyOf, CommandName } from '#commands/command-registry.js';

/** A command of the demo with the place in the sources from which it was read. */
export type DemoRecord<N extends CommandName = CommandName> = N extends CommandName
  ? {
      command: N;
      /** Idempotency key: the same for ever, so that a second run records nothing again. */
      key: string;
      source: SourceReference;
      body: BodyOf<N>;
      /** How the record reads the source where the source leaves something open. */
      note?: string;
    }
  : never;

/** Writes down a command that a line of the document gives; `id` tells it from others of its name. */
export type Write = <N extends CommandName>(
  line: number,
  command: N,
  id: string,
  body: BodyOf<N>,
  note?: string,
) => DemoRecord;

export function readFrom(document: string): Write {
  return (line, command, id, body, note) =>
    ({
      command,
      key: `${command} ${id}`,
      source: { document, line },
      body,
      ...(note === undefined ? {} : { note }),
    }) as DemoRecord;
}

/** What the text of a clause gives; the rest of its task is the directive's. */
export interface Clause extends Pick<
  BodyOf<'AssignTask'>,
  'title' | 'leads' | 'kind' | 'leadsStated' | 'answering' | 'coordinators' | 'deadlineText' | 'condition' | 'target'
> {
  line: number;
  /** Where it stands in the document; its number in our list where the document has none. */
  ref?: string;
}

/** Members of the classes that the sources name, by class. Nobody has said how many there are. */
export type NamedMembers = Readonly<Record<string, readonly string[]>>;

/**
 * A directive with its clauses, one task for each, and for each class that leads and has named members the members'
 * tasks. Tasks are `task-DAY-01`, … in the order of the clauses, DAY being the directive's id without `dir-`.
 */
export function directiveWithClauses(
  write: Write,
  line: number,
  directive: Omit<BodyOf<'IssueDirective'>, 'clauses'>,
  clauses: readonly Clause[],
  members: NamedMembers,
): DemoRecord[] {
  const { directiveId, on } = directive;
  const refOf = (clause: Clause, i: number) => clause.ref ?? `ý ${i + 1}`;
  const listed = clauses.map((clause, i) => ({
    ref: refOf(clause, i),
    kind: clause.kind ?? 'task',
    summary: clause.title,
  }));
  const tasks = clauses.flatMap((clause, i) => {
    const taskId = `${directiveId.replace(/^dir-/, 'task-')}-${String(i + 1).padStart(2, '0')}`;
    const { line: at, ref: _, ...body } = clause;
    const assignment = write(at, 'AssignTask', taskId, { ...body, taskId, directiveId, clause: refOf(clause, i), on });
    const fanOuts = clause.leads.flatMap((classId) => {
      const to = members[classId];
      if (!to) return [];
      return [write(at, 'FanOutTask', `${taskId} ${classId}`, { taskId, classId, to: [...to], on })];
    });
    return [assignment, ...fanOuts];
  });
  return [write(line, 'IssueDirective', directiveId, { ...directive, clauses: listed }), ...tasks];
}

/** A document shows a person in an office on a day. */
export function attest(write: Write, line: number, officeId: string, personId: string, on: string): DemoRecord {
  return write(line, 'AttestHolder', `${officeId} ${personId} ${on}`, { officeId, personId, on });
}

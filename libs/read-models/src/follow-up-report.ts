import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { headsOfBody } from '#domain/organisation/heads.js';
import { holdersOf } from '#domain/organisation/holder.js';
import { superiorOf } from '#domain/organisation/succession.js';
import { nameOn, parentOn, type Unit } from '#domain/organisation/unit.js';
import { type TaskStatus, taskStatus } from '#domain/tasks/task-status.js';
import { leadOn } from '#domain/tasks/task.js';
import { whoAnswers } from '#domain/tasks/who-answers.js';
import type { At, FactReader } from './fact-reader.js';
import { unitPage } from './unit-page.js';

/** A unit that writes: who it is in the head of its papers. */
export interface Letterhead {
  unit: string;
  name: string;
  /** Its line decides the form: the party's or the state's. */
  line: Unit['line'];
  /** The body above, where the form names it. */
  superior: string | null;
  place: string | null;
  /** Title of its head and who holds it; null: nobody is on record. */
  head: { title: string; holder: string | null } | null;
}

export interface FollowedTask {
  task: string;
  clause: string | null;
  title: string;
  leads: string[];
  /** Those who answer on the date: the title of the office, and who holds it where that is on record. */
  answering: { office: string | null; holder: string | null; reason: string | null }[];
  deadline: string | null;
  deadlineText: string | null;
  status: TaskStatus;
  overdueDays: number;
}

interface Dated {
  asOf: string;
  knownAt: number;
  by: Letterhead;
  tasks: FollowedTask[];
}

/** How the tasks of a directive stand (báo cáo theo dõi thực hiện). */
export interface FollowUpReport extends Dated {
  directive: { id: string; title: string; number: string | null; on: string };
}

/** What a unit answers for on the date (phiếu theo dõi trách nhiệm). */
export interface AccountabilitySheet extends Dated {
  unit: string;
}

/** Null: the directive is not known. */
export async function followUpReport(reader: FactReader, id: string, at: At = {}): Promise<FollowUpReport | null> {
  return reader.known(at, async (known) => {
    const { asOf, knownAt } = known;
    return known.facts(
      (facts) => {
        const directive = facts.directive(id);
        const issuer = directive && facts.unit(directive.issued.issuer);
        if (!directive || !issuer) return null;
        const { title, number, on } = directive.issued;
        const tasks = facts.tasksOf(id).flatMap((task) => followed(facts, task.id, asOf) ?? []);
        return { asOf, knownAt, by: letterhead(facts, issuer, asOf), directive: { id, title, number, on }, tasks };
      },
      [streamOf('directive', id)],
    );
  });
}

/** Null: the unit is not known. */
export async function accountabilitySheet(
  reader: FactReader,
  unitId: string,
  at: At = {},
): Promise<AccountabilitySheet | null> {
  const page = await unitPage(reader, unitId, at);
  if (!page) return null;
  const { asOf, knownAt } = page;
  return reader.known({ asOf, knownAt: String(knownAt) }, (known) =>
    known.facts((facts) => {
      const unit = facts.unit(unitId);
      if (!unit) return null;
      const tasks = page.tasks.flatMap(({ task }) => followed(facts, task, asOf) ?? []);
      return { asOf, knownAt, by: letterhead(facts, unit, asOf), unit: nameOn(unit, asOf), tasks };
    }),
  );
}

function followed(facts: Facts, id: string, asOf: string): FollowedTask | null {
  const task = facts.task(id);
  const status = task && taskStatus(facts, id, asOf);
  if (!task || !status) return null;
  const leads = (leadOn(task, asOf) ?? task.leads[0])?.leads ?? [];
  const lines = whoAnswers(facts, id, asOf)?.lines ?? [];
  const { clause, title, deadlineText } = task.assigned;
  return {
    task: id,
    clause,
    title,
    leads: leads.map((lead) => unitName(facts, lead, asOf)),
    answering: lines
      .filter(({ capacity }) => capacity === 'answers' || capacity === 'answers-in-vacancy')
      .map(({ office, holder, reason, unit }) => ({
        office:
          office === null
            ? unit === null
              ? null
              : unitName(facts, unit, asOf)
            : (facts.office(office)?.title ?? office),
        holder: holder === null ? null : (facts.person(holder)?.name ?? holder),
        reason,
      })),
    deadline: status.deadline,
    deadlineText,
    status: status.status,
    overdueDays: status.overdueDays,
  };
}

function letterhead(facts: Facts, unit: Unit, asOf: string): Letterhead {
  // A People's Committee writes without the one above it; a party committee names it, and so does a body of a body.
  const named = unit.kind === 'body' && (unit.line === 'party' || parentOn(unit, asOf) !== null);
  const superior = named ? superiorOf(facts, unit, asOf) : null;
  const office = unit.kind === 'body' ? headsOfBody(facts, unit, asOf)[0]?.office : null;
  const holder = office ? holdersOf(facts, office, asOf)[0]?.holder : null;
  return {
    unit: unit.id,
    name: nameOn(unit, asOf),
    line: unit.line,
    superior: superior && nameOn(superior, asOf),
    place: unit.place === null ? null : unitName(facts, unit.place, asOf),
    head: office ? { title: office.title, holder: holder ? (facts.person(holder)?.name ?? holder) : null } : null,
  };
}

function unitName(facts: Facts, id: string, asOf: string): string {
  const unit = facts.unit(id);
  return unit ? nameOn(unit, asOf) : id;
}

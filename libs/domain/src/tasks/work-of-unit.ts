import { addDays, type CivilDate } from '../civil-date.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { finding } from '../inspections/finding.js';
import { findingStatus, isSettled } from '../inspections/finding-status.js';
import type { Handover } from '../organisation/handover.js';
import type { Office, OfficeId } from '../organisation/office.js';
import { predecessorsOf, topBody } from '../organisation/succession.js';
import { parentOn, type UnitId } from '../organisation/unit.js';
import { leadOn } from './task.js';
import type { TaskId } from './task-events.js';
import { standingLead } from './task-status.js';
import { type Capacity, whoAnswers } from './who-answers.js';

/** Tasks whose lead is the unit on the date, those that it took over from units that ended included (R8). */
export function tasksLedBy(facts: Facts, unitId: UnitId, asOf: CivilDate): TaskId[] {
  return tasksNaming(facts, [unitId, ...predecessorsOf(facts, unitId, asOf)], ['lead']).filter((id) => {
    const task = facts.task(id);
    return (task ? (leadOn(task, asOf)?.leads ?? []) : []).some((lead) => {
      const standing = task && standingLead(facts, task, lead, asOf);
      return standing?.kind === 'standing' && standing.unit === unitId;
    });
  });
}

/** Capacities in which a head has a task in hand; to direct, to coordinate and to supervise is another's work. */
const IN_HAND: readonly Capacity[] = ['answers', 'oversees', 'executes', 'leads'];

/** Tasks that name the office to answer, or a unit whose work comes to it: those for which it may answer. */
export function tasksUnder(facts: Facts, office: Office, asOf: CivilDate): TaskId[] {
  const named = facts.named(streamOf('office', office.id), 'answering').map((mention) => idOf(mention.stream));
  return [...new Set([...named, ...tasksNaming(facts, unitsUnder(facts, office, asOf), ['lead', 'delegate'])])];
}

/** Tasks that are open on the date and for which the office answers, or which it carries out. */
export function openTasksOf(facts: Facts, office: Office, asOf: CivilDate): TaskId[] {
  const open = tasksUnder(facts, office, asOf).filter((id) => isInHand(facts, id, office.id, asOf));
  // Of a class task its own part is in hand, not the whole beside it.
  return open.filter((id) => !facts.task(id)?.fanOuts.some((f) => f.members.some((m) => open.includes(m.taskId))));
}

function isInHand(facts: Facts, id: TaskId, office: OfficeId, asOf: CivilDate): boolean {
  const answer = whoAnswers(facts, id, asOf);
  if (!answer || answer.closedOn !== null) return false;
  return answer.lines.some((line) => line.office === office && IN_HAND.includes(line.capacity));
}

/** Findings on the units of the office that ask for something and are not settled on the date. */
export function openFindingsOf(facts: Facts, office: Office, asOf: CivilDate): string[] {
  const units = unitsUnder(facts, office, asOf);
  const streams = units.flatMap((id) => facts.named(streamOf('unit', id), 'finding-about').map((m) => m.stream));
  return [...new Set(streams)].map(idOf).filter((id) => {
    const found = facts.of(finding, id);
    if (!found || found.logged.on > asOf) return false;
    return findingStatus(facts, found, asOf).lines.some(
      ({ standing, status }) => standing !== null && units.includes(standing) && !isSettled(status),
    );
  });
}

/** The units whose work comes to the head: its body, what went into it, and the place and collective bodies it heads. */
export function unitsUnder(facts: Facts, office: Office, asOf: CivilDate): UnitId[] {
  const body = facts.unit(office.body);
  if (!body) return [office.body];
  const heads =
    body.place !== null && body.line !== null && topBody(facts, body.place, body.line, asOf)?.id === body.id;
  const inPlace = body.place === null ? [] : facts.bodiesIn(body.place);
  const collective = inPlace.filter((b) => b.collective && parentOn(b, asOf) === body.id).map((b) => b.id);
  const own = [body.id, ...(heads && body.place !== null ? [body.place] : []), ...collective];
  return [...new Set([...own, ...own.flatMap((id) => predecessorsOf(facts, id, asOf))])];
}

/** Tasks that name one of the units in one of the roles, members' tasks of a class task each for itself. */
export function tasksNaming(facts: Facts, units: readonly UnitId[], roles: readonly string[]): TaskId[] {
  const named = units.flatMap((unit) =>
    roles.flatMap((role) =>
      facts.named(streamOf('unit', unit), role).map(({ stream }) => ({ unit, id: idOf(stream) })),
    ),
  );
  facts.announceTasks(named.map(({ id }) => id));
  const ids = named.flatMap(({ unit, id }) => {
    const members = (facts.task(id)?.fanOuts ?? []).flatMap((f) => f.members);
    return [id, ...members.filter((m) => m.unit === unit).map((m) => m.taskId)];
  });
  facts.announceTasks(ids);
  return [...new Set(ids)].filter((id) => facts.task(id) !== null);
}

/**
 * What is to be handed over: the open tasks and findings of the office as on the day of the change; of an office that
 * ended, as on its last day.
 */
export function handoverList(
  facts: Facts,
  office: Office,
  handover: Pick<Handover, 'on' | 'cause'>,
): { day: CivilDate; tasks: TaskId[]; findings: string[] } {
  const day = handover.cause === 'office-ended' ? addDays(handover.on, -1) : handover.on;
  return { day, tasks: openTasksOf(facts, office, day), findings: openFindingsOf(facts, office, day) };
}

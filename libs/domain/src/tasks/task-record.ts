import type { CivilDate } from '../civil-date.js';
import { type Dated, isAfter } from '../dated.js';
import { streamOf } from '../decider.js';
import type { EvidenceFile } from '../evidence-file.js';
import type { Facts } from '../facts.js';
import type { FindingKind } from '../inspections/finding.js';
import { findingsNaming } from '../inspections/findings-of.js';
import type { EventRef } from '../recorded-fact.js';
import { type ClassCoverage, coverageOf } from './coverage.js';
import { type FollowUp, reminderNumber } from './follow-up.js';
import { leadOn, type Task } from './task.js';
import type { TaskEvents } from './task-events.js';
import { type StatusAnswer, taskStatus } from './task-status.js';
import { type Attainment, attainmentOf } from './attainment.js';

/** A dated fact as it is shown: `evidence` is the id of the event that made it. */
type Shown<T> = Omit<T, 'at'> & { evidence: string };

/** Everything on record of a task, as on a date. */
export interface TaskRecord {
  assigned: TaskEvents['TaskAssigned'] & { evidence: string };
  parent: string | null;
  status: StatusAnswer;
  leads: Shown<Task['leads'][number]>[];
  deadlines: Shown<Task['deadlines'][number]>[];
  delegations: Shown<Task['delegations'][number]>[];
  /** Accepted, returned, suspended, resumed. */
  turns: Shown<Task['turns'][number]>[];
  /** Since when the present lead has neither taken the task nor given it back; null: it has, or it has ended. */
  waitsForAcceptanceSince: CivilDate | null;
  withdrawals: Shown<Task['withdrawals'][number]>[];
  triggers: Shown<Task['triggers'][number]>[];
  successors: Shown<Task['successors'][number]>[];
  coverage: ClassCoverage[];
  completions: (Shown<Omit<Task['completions'][number], 'verdict'>> & {
    verdict: Shown<NonNullable<Task['completions'][number]['verdict']>> | null;
  })[];
  attainment: Attainment | null;
  progress: Shown<FollowUp['progress'][number]>[];
  reminders: Shown<FollowUp['reminders'][number] & { number: number }>[];
  explanations: Shown<FollowUp['explanations'][number]>[];
  /** What other units say of the reasons for delay that are stated. */
  opinions: Shown<FollowUp['opinions'][number]>[];
  extensionRequests: (Shown<Omit<FollowUp['requests'][number], 'decisions'>> & {
    decision: Shown<FollowUp['requests'][number]['decisions'][number]> | null;
  })[];
  followings: Shown<FollowUp['followings'][number]>[];
  /** Findings that name the task. */
  findings: { finding: string; kind: FindingKind; summary: string; on: CivilDate; evidence: string }[];
  /** Every file that was named as evidence, with the event that names it. */
  files: (EvidenceFile & { on: CivilDate; evidence: string })[];
}

/** What is on record of a task up to `asOf`, each list in the order of its dates. Null: no such task is known. */
export function taskRecord(facts: Facts, id: string, asOf: CivilDate): TaskRecord | null {
  const task = facts.task(id);
  const status = taskStatus(facts, id, asOf);
  if (!task || !status) return null;
  const known = <T extends Dated>(list: readonly T[]): T[] =>
    list.filter((one) => one.on <= asOf).sort((a, b) => (isAfter(a, b) ? 1 : -1));
  const { followUp } = task;
  const statements = [...known(task.completions), ...known(followUp.progress), ...known(followUp.explanations)];
  return {
    assigned: { ...task.assigned, evidence: task.at.id },
    parent: task.parent,
    status,
    leads: known(task.leads).map(shown),
    deadlines: known(task.deadlines).map(shown),
    delegations: known(task.delegations).map((d) => shown({ ...d, endedOn: byThen(d.endedOn, asOf) })),
    turns: known(task.turns).map(shown),
    waitsForAcceptanceSince: waitsForAcceptance(task, status, asOf),
    withdrawals: known(task.withdrawals).map(shown),
    triggers: known(task.triggers).map(shown),
    successors: known(task.successors).map(shown),
    coverage: coverageOf(facts, task, asOf),
    completions: known(task.completions).map(({ verdict, ...completion }) => ({
      ...shown(completion),
      verdict: verdict && verdict.on <= asOf ? shown(verdict) : null,
    })),
    attainment: attainmentOf(task, asOf),
    progress: known(followUp.progress).map(shown),
    reminders: known(followUp.reminders).map((r) => shown({ ...r, number: reminderNumber(followUp, r) })),
    explanations: known(followUp.explanations).map(shown),
    opinions: known(followUp.opinions).map(shown),
    extensionRequests: known(followUp.requests).map(({ decisions, ...request }) => ({
      ...shown(request),
      decision: known(decisions).map(shown)[0] ?? null,
    })),
    followings: known(followUp.followings).map((f) => shown({ ...f, endedOn: byThen(f.endedOn, asOf) })),
    findings: findingsOnIt(facts, id, asOf),
    files: statements.flatMap((s) => s.files.map((file) => ({ ...file, on: s.on, evidence: s.at.id }))),
  };
}

/**
 * R1: since when the lead of the date has been waited for to take the task or give it back. A class does neither; its
 * members do.
 */
export function waitsForAcceptance(task: Task, status: StatusAnswer, asOf: CivilDate): CivilDate | null {
  const lead = leadOn(task, asOf);
  if (!lead || status.closedOn !== null || task.fanOuts.some((f) => f.on <= asOf)) return null;
  const answered = task.turns.some(
    (turn) => (turn.kind === 'accepted' || turn.kind === 'returned') && turn.on <= asOf && isAfter(turn, lead),
  );
  const reported = task.completions.some((c) => c.on <= asOf && isAfter(c, lead));
  return answered || reported ? null : lead.on;
}

function findingsOnIt(facts: Facts, id: string, asOf: CivilDate): TaskRecord['findings'] {
  return findingsNaming(facts, streamOf('task', id), 'finding-of').flatMap(({ id: found, logged, at }) => {
    const { kind, summary, on } = logged;
    return on <= asOf ? [{ finding: found, kind, summary, on, evidence: at.id }] : [];
  });
}

function shown<T extends { at: EventRef }>({ at, ...fact }: T): Shown<T> {
  return { ...fact, evidence: at.id };
}

/** An end that comes later than the date is not known on it. */
function byThen(end: CivilDate | null, asOf: CivilDate): CivilDate | null {
  return end !== null && end <= asOf ? end : null;
}

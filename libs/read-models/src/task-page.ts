import { streamOf } from '#domain/decider.js';
import { type Breach, breachesIn } from '#domain/record/breaches.js';
import { nameOn } from '#domain/organisation/unit.js';
import { taskHistory, type HistoryEntry } from '#domain/tasks/task-history.js';
import { taskRecord, type TaskRecord } from '#domain/tasks/task-record.js';
import type { At, FactReader } from './fact-reader.js';

export interface TaskPage extends Omit<TaskRecord, 'status'> {
  task: string;
  asOf: string;
  knownAt: number;
  status: Omit<TaskRecord['status'], 'evidence'> & { evidence: string[] };
  /** Acts on it that by what is known now would be refused as of their own day. */
  breaches: Breach[];
  /** Names by id, as on the date. */
  names: { units: Record<string, string>; persons: Record<string, string> };
  incomplete: string[];
}

/** Everything on record of a task, as on the date and as known then. Null: no such task is known. */
export async function taskPage(reader: FactReader, id: string, at: At = {}): Promise<TaskPage | null> {
  return reader.known(at, async (known) => {
    const { asOf, knownAt } = known;
    const found = await known.facts(
      (facts) => {
        const record = taskRecord(facts, id, asOf);
        if (!record) return null;
        const units = [...unitsIn(record)].flatMap((unitId) => facts.unit(unitId) ?? []);
        const persons = record.followings.flatMap(({ person }) => facts.person(person) ?? []);
        return {
          ...record,
          status: { ...record.status, evidence: record.status.evidence.map((ref) => ref.id) },
          breaches: breachesIn(facts, streamOf('task', id), asOf),
          names: {
            units: Object.fromEntries(units.map((unit) => [unit.id, nameOn(unit, asOf)])),
            persons: Object.fromEntries(persons.map((person) => [person.id, person.name])),
          },
        };
      },
      [streamOf('task', id)],
    );
    return found && { task: id, asOf, knownAt, ...found, incomplete: await known.incomplete() };
  });
}

/** Every unit that the page names. */
function unitsIn(record: TaskRecord): Set<string> {
  const { assigned, coverage } = record;
  const by = [...record.turns, ...record.completions, ...record.progress, ...record.explanations, ...record.opinions];
  return new Set([
    ...record.leads.flatMap((lead) => lead.leads),
    ...assigned.coordinators,
    ...(assigned.director === null ? [] : [assigned.director]),
    ...record.delegations.flatMap(({ from, to }) => [from, to]),
    ...record.successors.flatMap(({ from, to }) => [from, to]),
    ...record.reminders.flatMap((r) => [r.by, r.to]),
    ...record.extensionRequests.flatMap((r) => [r.by, ...(r.decision ? [r.decision.by] : [])]),
    ...[...record.progress, ...record.explanations].flatMap((s) => s.delayReasons.flatMap((r) => r.waitingFor ?? [])),
    ...record.completions.flatMap((c) => (c.verdict ? [c.verdict.by] : [])),
    ...record.followings.map((f) => f.unit),
    ...coverage.flatMap((c) => [c.class, ...c.members.map((m) => m.unit), ...c.missing]),
    ...by.map((one) => one.by),
  ]);
}

/** A task's history in words, event by event. Null: no such task is known. */
export async function taskHistoryPage(
  reader: FactReader,
  id: string,
  at: At = {},
): Promise<{ task: string; asOf: string; knownAt: number; events: HistoryEntry[]; incomplete: string[] } | null> {
  return reader.known(at, async (known) => {
    const { asOf, knownAt } = known;
    const events = await known.facts((facts) => taskHistory(facts, id, asOf), [streamOf('task', id)]);
    return events && { task: id, asOf, knownAt, events, incomplete: await known.incomplete() };
  });
}

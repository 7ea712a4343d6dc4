import { addDays, type CivilDate, covers } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { crossingsBetween, standsAt, statedBy } from '#domain/figures/crossings.js';
import { type FigureKey, isLeftOpen, reaches } from '#domain/figures/figure-key.js';
import { plansFor, type Readiness, readinessOf } from '#domain/figures/readiness.js';
import { statementsOf } from '#domain/figures/statement.js';
import { isRecorded, type Ready, type Threshold, threshold, watchedPeriod } from '#domain/figures/threshold.js';
import { plan, type Plan } from '#domain/tasks/plan.js';
import { task } from '#domain/tasks/task.js';
import type { At, FactReader } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';

/** Crossings that nobody has recorded are looked for in so many days before the date. */
const UNRECORDED_DAYS = 92;

export interface ThresholdCard {
  threshold: string;
  title: string;
  unit: string;
  figure: FigureKey;
  comparison: string;
  value: number;
  definedBy: string;
  /** Office that signed for it, where one is named. */
  office: string | null;
  directiveId: string | null;
  tasks: readonly string[];
  from: CivilDate;
  until: CivilDate | null;
  inForce: boolean;
  crossings: number;
}

export interface PlanCard {
  plan: string;
  title: string;
  by: string;
  on: CivilDate;
  thresholds: readonly string[];
  tasks: readonly string[];
  document: string | null;
  sha256: string | null;
  evidence: readonly string[];
}

export interface ReadyAnswer {
  ready: Ready;
  plan: { plan: string; by: string; on: CivilDate; recordedAfterwards: boolean; event: string } | null;
}

export interface CrossingCard {
  stream: string;
  figure: number | null;
  /** Event that states the figure. */
  event: string;
  on: CivilDate;
  value: number;
  qualifier: string | null;
  leftOpen: boolean;
  /** Event that records the crossing, and what it said of the plan; null: found in the figures, and recorded by nobody. */
  recorded: { event: string; ready: Ready } | null;
  /** By what is known now. */
  readiness: ReadyAnswer;
  /** The figure after corrections, where it was corrected or annulled since; the crossing stays. */
  since: { value: number | null; stillReached: boolean; event: string | null } | null;
  tasks: { task: string; readiness: ReadyAnswer; activatedOn: CivilDate | null }[];
}

export interface ThresholdPage extends Omit<ThresholdCard, 'crossings'> {
  asOf: CivilDate;
  knownAt: number;
  ended: { on: CivilDate; by: string; office: string | null; reason: string } | null;
  /** The last figure of the 92 days before the date. */
  latest: { on: CivilDate; value: number | null; qualifier: string | null; reached: boolean; event: string } | null;
  plans: PlanCard[];
  crossings: CrossingCard[];
  evidence: readonly string[];
}

/** Thresholds that began by the date; those on the figures of one unit, if it is named. */
export async function thresholds(
  reader: FactReader,
  unit: string | undefined,
  page: Page,
  at: At = {},
): Promise<Listing<ThresholdCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(
      snapshot,
      threshold.category,
      page,
      (ids) =>
        snapshot.ofEach(
          ids,
          (facts, id) => {
            const t = facts.of(threshold, id);
            if (!t || t.defined.from > snapshot.asOf) return null;
            const crossings = t.crossings.filter((c) => c.on <= snapshot.asOf).length;
            return { ...card(t, snapshot.asOf), crossings };
          },
          threshold.category,
        ),
      unit === undefined ? undefined : { target: streamOf('unit', unit), role: 'watches' },
    ),
  );
}

/** A threshold with its crossings, and for each whether the plan was ready before it. Null: not known. */
export async function thresholdPage(reader: FactReader, id: string, at: At = {}): Promise<ThresholdPage | null> {
  return reader.snapshot(at, async (snapshot) =>
    snapshot.facts((known) => {
      const { asOf, knownAt } = snapshot;
      const t = known.of(threshold, id);
      if (!t) return null;
      const plans = plansFor(known, streamOf(threshold.category, id), ...t.defined.tasks.map(taskStream));
      return {
        asOf,
        knownAt,
        ...card(t, asOf),
        ended: t.ended && { on: t.ended.on, by: t.ended.by, office: t.ended.office, reason: t.ended.reason },
        latest: latestOf(known, t, asOf),
        plans: plans.filter((p) => p.prepared.on <= asOf).map(planCard),
        crossings: crossingsOf(known, t, asOf),
        evidence: [t.at.id, ...(t.ended ? [t.ended.at.id] : [])],
      };
    }),
  );
}

/** Plans that were ready by the date; those of one unit, if it is named. */
export async function plans(
  reader: FactReader,
  by: string | undefined,
  page: Page,
  at: At = {},
): Promise<Listing<PlanCard>> {
  return reader.snapshot(at, (snapshot) =>
    pageOf(
      snapshot,
      plan.category,
      page,
      (ids) =>
        snapshot.ofEach(
          ids,
          (facts, id) => {
            const found = facts.of(plan, id);
            return found && found.prepared.on <= snapshot.asOf ? planCard(found) : null;
          },
          plan.category,
        ),
      by === undefined ? undefined : { target: streamOf('unit', by), role: 'prepared-by' },
    ),
  );
}

export interface PlanPage extends PlanCard {
  asOf: CivilDate;
  knownAt: number;
  /** Crossings of the thresholds that it serves, by the date, and whether this plan was ready before each. */
  crossings: { threshold: string; on: CivilDate; value: number; event: string; readyBefore: boolean }[];
}

export async function planPage(reader: FactReader, id: string, at: At = {}): Promise<PlanPage | null> {
  return reader.snapshot(at, async (snapshot) =>
    snapshot.facts((known) => {
      const { asOf, knownAt } = snapshot;
      const found = known.of(plan, id);
      if (!found) return null;
      const served = found.prepared.thresholds.flatMap((served) => known.of(threshold, served) ?? []);
      const crossings = served.flatMap((t) =>
        t.crossings
          .filter((c) => c.on <= asOf)
          .map((c) => ({
            threshold: t.id,
            on: c.on,
            value: c.value,
            event: c.at.id,
            readyBefore: isBefore(found, { on: c.on, ordinal: statedBy(known, t, c).ordinal }),
          })),
      );
      return { asOf, knownAt, ...planCard(found), crossings };
    }),
  );
}

function isBefore({ prepared, at }: Plan, crossed: { on: CivilDate; ordinal: number }): boolean {
  return prepared.on < crossed.on || (prepared.on === crossed.on && at.ordinal < crossed.ordinal);
}

function crossingsOf(facts: Facts, t: Threshold, asOf: CivilDate): CrossingCard[] {
  const recorded = t.crossings
    .filter((c) => c.on <= asOf)
    .map((c) => {
      const stated = { on: c.on, at: statedBy(facts, t, c) };
      const { stream, figure, event, on, value, qualifier } = c;
      const leftOpen = isLeftOpen(qualifier);
      const of = { stream, figure, event, on, value, qualifier, leftOpen };
      return { ...of, recorded: { event: c.at.id, ready: c.ready }, ...sinceThen(facts, t, c, stated) };
    });
  const found = crossingsBetween(facts, t, addDays(asOf, -UNRECORDED_DAYS), asOf)
    .filter((c) => !isRecorded(t, { event: c.event.id, figure: c.figure }))
    .map((c) => {
      const { stream, figure, event, on, value, qualifier, leftOpen } = c;
      const of = { stream, figure, event: event.id, on, value, qualifier, leftOpen };
      return { ...of, recorded: null, ...sinceThen(facts, t, of, { on, at: event }) };
    });
  return [...recorded, ...found].sort((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1));
}

/** What stands beside a crossing: the plans by what is known now, corrections, and the tasks that it set off. */
function sinceThen(
  facts: Facts,
  t: Threshold,
  crossing: { stream: string; figure: number | null; event: string; on: CivilDate },
  stated: Parameters<typeof readinessOf>[2],
): Pick<CrossingCard, 'readiness' | 'since' | 'tasks'> {
  const now = standsAt(facts, t, crossing);
  const changed = now?.at.id !== crossing.event;
  return {
    readiness: readyAnswer(readinessOf(facts, { threshold: t.id }, stated)),
    since: changed
      ? { value: now?.value ?? null, stillReached: now !== null && reaches(now, t.defined), event: now?.at.id ?? null }
      : null,
    tasks: t.defined.tasks.map((id) => {
      const triggers = facts.task(id)?.triggers ?? [];
      return {
        task: id,
        readiness: readyAnswer(readinessOf(facts, { threshold: t.id, task: id }, stated)),
        activatedOn: triggers.map((trigger) => trigger.on).sort()[0] ?? null,
      };
    }),
  };
}

function latestOf(facts: Facts, t: Threshold, asOf: CivilDate): ThresholdPage['latest'] {
  const { unit, figure } = t.defined;
  const last = statementsOf(facts, unit, figure, addDays(asOf, -UNRECORDED_DAYS), asOf).at(-1);
  if (!last) return null;
  const { on, value, qualifier, at } = last;
  return { on, value, qualifier, reached: reaches(last, t.defined), event: at.id };
}

function card(t: Threshold, asOf: CivilDate): Omit<ThresholdCard, 'crossings'> {
  const { title, unit, figure, comparison, value, definedBy, office = null, directiveId, tasks } = t.defined;
  const period = watchedPeriod(t);
  const of = { title, unit, figure, comparison, value, definedBy, office, directiveId, tasks };
  return { threshold: t.id, ...of, ...period, inForce: covers(period, asOf) };
}

function planCard({ id, prepared, at }: Plan): PlanCard {
  const { title, by, on, thresholds: served, tasks, document, sha256 } = prepared;
  return { plan: id, title, by, on, thresholds: served, tasks, document, sha256, evidence: [at.id] };
}

function readyAnswer({ ready, plan: found }: Readiness): ReadyAnswer {
  if (!found) return { ready, plan: null };
  const { plan: id, by, on, recordedAfterwards, at } = found;
  return { ready, plan: { plan: id, by, on, recordedAfterwards, event: at.id } };
}

function taskStream(id: string): string {
  return streamOf(task.category, id);
}

import { caseCount, type CaseCountEvents } from './figures/case-count.js';
import {
  epidemicLevel,
  type EpidemicLevelEvents,
  levelScheme,
  type LevelSchemeEvents,
} from './figures/epidemic-level.js';
import { categoryOf, type Decider, type Mention } from './decider.js';
import { draft, type DraftEvents } from './drafts/draft.js';
import { directive, type DirectiveEvents } from './directives/directive.js';
import { finding, type FindingEvents } from './inspections/finding.js';
import { isRecordEvent, type RecordEvents } from './fold.js';
import { indicator, type IndicatorEvents } from './figures/indicator.js';
import { inspection } from './inspections/inspection.js';
import type { InspectionEvents } from './inspections/inspection-events.js';
import { reportingDuty, type ReportingDutyEvents } from './figures/reporting-duty.js';
import { threshold, type ThresholdEvents } from './figures/threshold.js';
import { numberRegister, type NumberRegisterEvents } from './directives/number-register.js';
import { office, type OfficeEvents } from './organisation/office.js';
import { person, type PersonEvents } from './organisation/person.js';
import { recognition, type RecognitionEvents } from './recognition/recognition.js';
import type { RecordedFact } from './recorded-fact.js';
import { task } from './tasks/task.js';
import type { TaskEvents } from './tasks/task-events.js';
import { plan, type PlanEvents } from './tasks/plan.js';
import { unit, type UnitEvents } from './organisation/unit.js';

/** Every event that the log may hold. */
export type DomainEvents = UnitEvents &
  PersonEvents &
  OfficeEvents &
  DirectiveEvents &
  NumberRegisterEvents &
  TaskEvents &
  InspectionEvents &
  FindingEvents &
  CaseCountEvents &
  IndicatorEvents &
  DraftEvents &
  RecognitionEvents &
  ThresholdEvents &
  ReportingDutyEvents &
  LevelSchemeEvents &
  EpidemicLevelEvents &
  PlanEvents &
  RecordEvents;

/** Every aggregate, by the category of its streams. */
export const AGGREGATES = {
  unit,
  person,
  office,
  directive,
  register: numberRegister,
  task,
  inspection,
  finding,
  casereport: caseCount,
  indicator,
  draft,
  recognition,
  threshold,
  duty: reportingDuty,
  levelscheme: levelScheme,
  epidemiclevel: epidemicLevel,
  plan,
} as const;
export type Category = keyof typeof AGGREGATES;

/** The aggregate of a stream. A stream of no category is a fault of the log. */
export function aggregateOf(stream: string): Decider<unknown, object> {
  const category = categoryOf(stream);
  if (!Object.hasOwn(AGGREGATES, category)) throw new Error(`no aggregate has streams like ${stream}`);
  return AGGREGATES[category as Category] as Decider<unknown, object>;
}

/** The streams that an event names, with their roles. */
export function mentionsOf(fact: Pick<RecordedFact, 'stream' | 'type' | 'data'>): readonly Mention[] {
  if (isRecordEvent(fact.type)) return [];
  const table = aggregateOf(fact.stream).mentions as Readonly<Record<string, (data: object) => readonly Mention[]>>;
  const of = Object.hasOwn(table, fact.type) ? table[fact.type] : undefined;
  if (!of) throw new Error(`${fact.stream}: no aggregate has an event ${fact.type}`);
  return of(fact.data);
}

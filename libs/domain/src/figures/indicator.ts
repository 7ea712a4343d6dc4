import {
  type Certification,
  type CertificationEvents,
  certificationEvolve,
  certificationMentions,
  certificationStandsOn,
  lastOf,
  requireUnlocked,
  UNCERTIFIED,
} from './certification.js';
import type { Qualifier } from './case-count.js';
import type { CivilDate } from '../civil-date.js';
import { type Decider, existing, type NewFact, streamOf } from '../decider.js';
import { figureMonths } from './figure-month.js';
import type { EventRef } from '../recorded-fact.js';
import { RuleViolation } from '../rule-violation.js';
import type { UnitId } from '../organisation/unit.js';

/** Kinds of figures that are never summed together. */
export type IndicatorKind =
  'actual' | 'cumulative' | 'capacity' | 'planned' | 'target' | 'threshold' | 'scheme' | 'time-window';
export const INDICATOR_KINDS: readonly IndicatorKind[] = [
  'actual',
  'cumulative',
  'capacity',
  'planned',
  'target',
  'threshold',
  'scheme',
  'time-window',
];

export type IndicatorEvents = {
  IndicatorReported: {
    indicatorId: string;
    name: string;
    unit: UnitId;
    kind: IndicatorKind;
    /** Null where the source says that it was done and gives no figure. */
    value: number | null;
    /** What is counted: "mũi", "giường", "ca/ngày". */
    measuredIn: string | null;
    qualifier: Qualifier | null;
    on: CivilDate;
    /** Who reports it; absent: not said. */
    reportedByUnit?: UnitId | null;
    reportedByPerson?: string | null;
    /** UTC instant at which it was handed in; absent: not said, and then the day on which it stands is taken for it. */
    reportedAt?: string | null;
  };
  IndicatorCorrected: { indicatorId: string; value: number | null; reason: string };
} & CertificationEvents;

export interface Indicator {
  id: string;
  reported: IndicatorEvents['IndicatorReported'];
  value: number | null;
  at: EventRef;
  corrections: readonly (IndicatorEvents['IndicatorCorrected'] & { at: EventRef })[];
  certification: Certification;
}

export const indicator: Decider<Indicator | null, IndicatorEvents> = {
  category: 'indicator',
  initial: null,
  evolve: {
    IndicatorReported: (_, e, at) => ({
      id: e.indicatorId,
      reported: e,
      value: e.value,
      at,
      corrections: [],
      certification: UNCERTIFIED,
    }),
    IndicatorCorrected: existing((i, e, at) => ({
      ...i,
      value: e.value,
      corrections: [...i.corrections, { ...e, at }],
    })),
    ...certificationEvolve<Indicator>(),
  },
  mentions: {
    IndicatorReported: (e) => [
      ['reports-on', streamOf('unit', e.unit)],
      ...figureMonths(e.unit, [e.on]),
      ...(typeof e.reportedByPerson === 'string'
        ? [['reported-by', streamOf('person', e.reportedByPerson)] as const]
        : []),
    ],
    IndicatorCorrected: () => [],
    ...certificationMentions,
  },
  standsOn: {
    IndicatorCorrected: (_, earlier) => lastOf('FigureReopened', earlier),
    ...certificationStandsOn,
  },
};

export function reportIndicator(
  state: Indicator | null,
  data: IndicatorEvents['IndicatorReported'],
): NewFact<IndicatorEvents>[] {
  if (state) throw new RuleViolation('indicator-already-recorded', data.indicatorId);
  return [{ type: 'IndicatorReported', data }];
}

export function correctIndicator(
  state: Indicator | null,
  data: IndicatorEvents['IndicatorCorrected'],
): NewFact<IndicatorEvents>[] {
  if (!state) throw new RuleViolation('indicator-unknown', data.indicatorId);
  requireUnlocked(state);
  if (state.value === data.value) throw new RuleViolation('correction-changes-nothing', data.indicatorId);
  return [{ type: 'IndicatorCorrected', data }];
}

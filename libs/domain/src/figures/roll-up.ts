import type { CivilDate } from '../civil-date.js';
import { idOf, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import type { FigureKey } from './figure-key.js';
import { announceFigures } from './figure-month.js';
import { type Point, series } from './series.js';
import { existsOn } from '../organisation/succession.js';
import { parentOn, unit, type UnitId } from '../organisation/unit.js';

/** A place's own figure beside the sum of its children's: two figures, never merged. */
export interface RollUp {
  own: Point | null;
  children: { unit: UnitId; point: Point | null }[];
  /** Sum over the children that reported a figure; null: none did, or figures of this kind are not summed. */
  sum: number | null;
  /** How many children reported, of how many there are on the last day of the period. */
  reported: number;
  of: number;
  missing: UnitId[];
  /** A child's figure is approximate or counts a part of the day, so the sum is too. */
  qualified: boolean;
  /** Own figure minus the sum. It is shown, and says nothing of who is right. */
  difference: number | null;
}

/** Limits, schemes and hours of the day are no amounts. */
const NOT_SUMMED: readonly string[] = ['threshold', 'scheme', 'time-window'];

/** The period is given by its days, both counted; an indicator has the day `to` only. */
export function rollUp(facts: Facts, place: UnitId, key: FigureKey, from: CivilDate, to: CivilDate): RollUp {
  const inside = facts.streamsNaming(streamOf(unit.category, place), 'parent', unit.category).map(idOf);
  const children = [...new Set(inside)].filter((id) => {
    const child = facts.unit(id);
    return child?.kind === 'place' && existsOn(facts, child, to) && parentOn(child, to) === place;
  });
  announceFigures(facts, [place, ...children], to);
  const pointOf = (id: UnitId): Point | null =>
    series(facts, id, key, to, to).findLast((p) => key.of === 'indicator' || (p.from ?? p.on) === from) ?? null;
  const lines = children.map((id) => ({ unit: id, point: pointOf(id) }));
  const said = lines.flatMap(({ point }) => (point && point.value !== null ? [{ ...point, value: point.value }] : []));
  const summed = key.of === 'cases' || !NOT_SUMMED.includes(key.kind);
  const sum = summed && said.length > 0 ? said.reduce((total, point) => total + point.value, 0) : null;
  const own = pointOf(place);
  return {
    own,
    children: lines,
    sum,
    reported: said.length,
    of: lines.length,
    missing: lines.flatMap(({ unit: id, point }) => (point === null || point.value === null ? [id] : [])),
    qualified: said.some((p) => p.flags.includes('approximate') || p.flags.includes('partial-day')),
    difference: own && own.value !== null && sum !== null ? own.value - sum : null,
  };
}

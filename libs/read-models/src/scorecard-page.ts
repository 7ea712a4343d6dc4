import { addDays, type CivilDate } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import type { Facts } from '#domain/facts.js';
import { nameOn } from '#domain/organisation/unit.js';
import { headScorecard, type HeadScorecard } from '#domain/scorecards/head-scorecard.js';
import type { Rates } from '#domain/scorecards/task-scores.js';
import { unitScorecard, type UnitScorecard } from '#domain/scorecards/unit-scorecard.js';
import type { Period } from '#domain/spans.js';
import { type Names, namesOf } from './accountability.js';
import type { At, FactReader, Known } from './fact-reader.js';
import { type Listing, type Page, pageOf } from './paging.js';
import { type RecognitionCard, recognitionsOf } from './recognitions.js';

interface Shown {
  asOf: CivilDate;
  knownAt: number;
  /** First day that is not counted: the end of the period, or the day after `asOf` where that is earlier. */
  countedUntil: CivilDate;
  names: Names;
  /** What was said in the period of the person or the unit, as recorded: counted for nothing. */
  recognitions: RecognitionCard[];
  incomplete: string[];
}

/** Phiếu theo dõi của một người qua mọi chức vụ. Days after `asOf` are not counted. Null: no such person is known. */
export async function personScorecard(
  reader: FactReader,
  personId: string,
  period: Period,
  at: At = {},
): Promise<(HeadScorecard & Shown) | null> {
  return reader.known(at, async (snapshot) => {
    const counted = countedPart(period, snapshot.asOf);
    const found = await snapshot.facts(
      (facts) => {
        const card = headScorecard(facts, personId, counted);
        if (!card) return null;
        const names = namesOf(facts, card.tenures.map(lineOf(personId)), snapshot.asOf);
        // Of the days in office only: who gets no scorecard is not judged by what was said either.
        const recognitions = card.withheld === null ? said(facts, streamOf('person', personId), counted) : [];
        return { ...card, names, recognitions };
      },
      [streamOf('person', personId)],
    );
    return found && shown(snapshot, period, counted, found);
  });
}

/** Phiếu theo dõi của một đơn vị qua mọi người đứng đầu. Null: no such unit is known, or it is a class. */
export async function scorecardOfUnit(
  reader: FactReader,
  unitId: string,
  period: Period,
  at: At = {},
): Promise<(UnitScorecard & Shown) | null> {
  return reader.known(at, async (snapshot) => {
    const counted = countedPart(period, snapshot.asOf);
    const found = await snapshot.facts(
      (facts) => {
        const card = unitScorecard(facts, unitId, counted);
        const lines = (card?.heads ?? []).map(({ office, holder }) => ({ unit: unitId, office, holder }));
        if (!card) return null;
        const recognitions = said(facts, streamOf('unit', unitId), counted);
        return { ...card, names: namesOf(facts, lines, snapshot.asOf), recognitions };
      },
      [streamOf('unit', unitId)],
    );
    return found && shown(snapshot, period, counted, found);
  });
}

/** One unit in the columns of Nghị định 335/2025/NĐ-CP: assigned, completed, on time, quality. */
export interface RatingRow {
  unit: string;
  name: string;
  assigned: number;
  completed: number;
  /** Of those completed, how many had a date to be judged by, and how many of these were on time. */
  judged: number;
  onTime: number;
  /** Of those completed, how many were accepted at the first report. */
  acceptedAtFirst: number;
  overdue: number;
}

/** The units of a place, or all, in the order in which they were recorded: no ranking. */
export async function ratingRows(
  reader: FactReader,
  filter: { place?: string | undefined },
  period: Period,
  page: Page,
  at: At = {},
): Promise<Listing<RatingRow>> {
  return reader.snapshot(at, (snapshot) => {
    const counted = countedPart(period, snapshot.asOf);
    return pageOf(
      snapshot,
      'unit',
      page,
      (ids) => snapshot.ofEach(ids, (facts, id) => rowOf(facts, id, counted, snapshot.asOf), 'unit'),
      filter.place === undefined ? undefined : { target: streamOf('unit', filter.place), role: 'parent' },
    );
  });
}

function rowOf(facts: Facts, id: string, period: Period, asOf: CivilDate): RatingRow | null {
  const unit = facts.unit(id);
  const card = unitScorecard(facts, id, period);
  if (!unit || !card) return null;
  return { unit: id, name: nameOn(unit, asOf), ...columnsOf(card.rates) };
}

function columnsOf({ assigned, completed, onTime, acceptedAtFirst, byStatus }: Rates) {
  return {
    assigned,
    completed: completed.numerator,
    judged: onTime.denominator,
    onTime: onTime.numerator,
    acceptedAtFirst: acceptedAtFirst.numerator,
    overdue: byStatus['open-overdue'],
  };
}

function said(facts: Facts, target: string, { from, until }: Period): RecognitionCard[] {
  return recognitionsOf(facts, target, addDays(until, -1)).filter((card) => card.on >= from);
}

function countedPart({ from, until }: Period, asOf: CivilDate): Period {
  const end = addDays(asOf, 1);
  return { from, until: until < end ? until : end };
}

function lineOf(holder: string) {
  return ({ office, body }: { office: string; body: string }) => ({ unit: body, office, holder });
}

async function shown<T extends Period & { names: Names; recognitions: RecognitionCard[] }>(
  snapshot: Known,
  { from, until }: Period,
  counted: Period,
  card: T,
): Promise<T & Shown> {
  const { asOf, knownAt } = snapshot;
  return { ...card, asOf, knownAt, from, until, countedUntil: counted.until, incomplete: await snapshot.incomplete() };
}

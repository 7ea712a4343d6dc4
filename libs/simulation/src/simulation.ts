import { addDays } from '#domain/civil-date.js';
import { Agenda, campaign } from './campaign.js';
import { communeDay } from './daily-life.js';
import { Dice } from './dice.js';
import { inspected } from './inspections.js';
import { founded, nationOf } from './nation.js';
import type { NationSize, SimulatedCommand } from './simulated-command.js';

/** First day where none is said: that of the two-level administration. */
const FROM = '2025-07-01';
/** A campaign begins every so many days, and each province inspects every so many. */
const WEEK = 7;

/**
 * A country and its days, as commands that are all accepted in any order in which each comes after what it needs. Names
 * are made up and nobody's. The same seed and size give the same commands; nothing but them decides.
 */
export function* simulate(size: NationSize): Generator<SimulatedCommand> {
  const from = size.from ?? FROM;
  const dice = new Dice(size.seed);
  const nation = nationOf(size, dice);
  const agenda = new Agenda();
  yield* founded(nation, from, dice);
  for (let day = 1; day <= size.days; day++) {
    const date = addDays(from, day);
    const round = Math.ceil(day / WEEK);
    if (day % WEEK === 1) yield* campaign(nation, round, day, date, dice, agenda);
    for (const province of nation.provinces) {
      if (day % WEEK === 3) yield* inspected(province, round, day, date, dice, agenda);
      for (const commune of province.communes) yield* communeDay(commune, province, day, date, dice);
    }
    yield* agenda.on(day);
  }
}

import { covers } from '#domain/civil-date.js';
import { streamOf } from '#domain/decider.js';
import { tallyOf } from '#domain/inspections/finding-tally.js';
import { findingsOfUnit } from '#domain/inspections/findings-of.js';
import { nameOn } from '#domain/organisation/unit.js';
import { answerCard, findingCard } from './finding-page.js';
import type { At, FactReader } from './fact-reader.js';

/** Findings made from `from` until `until`, the first day that is not counted. */
export interface Period {
  from?: string | undefined;
  until?: string | undefined;
}

/**
 * What was found of a unit, and was it put right? With the bodies that sit in it and what it has taken over; the unit's
 * own answers stand beside. Null: the unit is not known.
 */
export async function unitFindings(reader: FactReader, unitId: string, period: Period, at: At = {}) {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const found = await snapshot.facts(
      (facts) => {
        const unit = facts.unit(unitId);
        if (!unit) return null;
        const within = { from: period.from ?? '', until: period.until ?? null };
        const findings = findingsOfUnit(facts, unitId, asOf).filter(({ finding }) => covers(within, finding.logged.on));
        return {
          unit: unitId,
          name: nameOn(unit, asOf),
          from: period.from ?? null,
          until: period.until ?? null,
          putRight: tallyOf(findings.flatMap(({ lines }) => lines.map((line) => line.status))),
          findings: findings.map(({ finding, lines, answer }) => ({
            ...findingCard(facts, finding, asOf),
            lines: lines.map((line) => ({ ...line, evidence: [...new Set(line.evidence.map((ref) => ref.id))] })),
            answers: finding.answers.filter((one) => one.on <= asOf).map(answerCard),
            evidence: [...new Set(answer.evidence.map((ref) => ref.id))],
          })),
        };
      },
      [streamOf('unit', unitId)],
    );
    return found && { asOf, knownAt, ...found, incomplete: await snapshot.incomplete() };
  });
}

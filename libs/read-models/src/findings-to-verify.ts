import { daysBetween } from '#domain/civil-date.js';
import type { Facts } from '#domain/facts.js';
import { toVerify, type ToVerify } from '#domain/inspections/to-verify.js';
import { holdersOf } from '#domain/organisation/holder.js';
import type { Office } from '#domain/organisation/office.js';
import type { At, FactReader } from './fact-reader.js';

/** Reports of rectifications that wait for an office, or for the offices that a person holds on the date. */
export async function findingsToVerify(
  reader: FactReader,
  who: { office?: string | undefined; person?: string | undefined },
  at: At = {},
) {
  return reader.snapshot(at, async (snapshot) => {
    const { asOf, knownAt } = snapshot;
    const found = await snapshot.facts((facts) => {
      const offices = officesOf(facts, who, asOf);
      const bodies = [...new Set(offices.map((office) => office.body))];
      return {
        offices: offices.map((office) => office.id),
        items: toVerify(facts, bodies, asOf).map((one) => waitingToVerify(one, asOf)),
      };
    });
    return { asOf, knownAt, ...found, incomplete: await snapshot.incomplete() };
  });
}

function officesOf(
  facts: Facts,
  { office, person }: { office?: string | undefined; person?: string | undefined },
  asOf: string,
): Office[] {
  const named = office === undefined ? [] : [facts.office(office)];
  const held = person === undefined ? [] : facts.officesOfPerson(person);
  const holding = held.filter((o) => holdersOf(facts, o, asOf).some((seat) => seat.holder === person));
  return [...named, ...holding].filter((o) => o !== null);
}

export type WaitingToVerify = ReturnType<typeof waitingToVerify>;

/** A report that waits for whoever asked for the rectification. */
export function waitingToVerify({ finding, rectification }: ToVerify, asOf: string) {
  const { kind, summary, on } = finding.logged;
  const r = finding.rectifications.find((one) => one.id === rectification.rectification);
  const report = r?.reports.find((one) => one.on === rectification.reportedOn && one.verdict === null);
  return {
    finding: finding.id,
    kind,
    summary,
    on,
    rectification: rectification.rectification,
    what: r?.requested.what ?? '',
    unit: rectification.unit,
    standing: rectification.standing,
    requestedBy: r?.requested.by ?? '',
    dueOn: rectification.dueOn,
    report: report?.at.id ?? null,
    reportedOn: rectification.reportedOn,
    daysWaiting: rectification.reportedOn === null ? 0 : daysBetween(rectification.reportedOn, asOf),
    evidence: [...new Set(rectification.evidence.map((ref) => ref.id))],
  };
}

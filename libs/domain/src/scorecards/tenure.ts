import { type CivilDate, daysBetween } from '../civil-date.js';
import type { Facts } from '../facts.js';
import { type Certainty, holdersOf, type Seat } from '../organisation/holder.js';
import type { OfficeId } from '../organisation/office.js';
import type { PersonId } from '../organisation/person.js';
import type { UnitId } from '../organisation/unit.js';
import { type Period, spansOf } from '../spans.js';

/** R3, R7: a stretch of days on which a person was in an office. */
export interface Tenure extends Period {
  office: OfficeId;
  title: string;
  body: UnitId;
  head: boolean;
  days: number;
  certainty: Certainty;
  /** `acting:quyền`, `suspended`, `conflict`. */
  flags: readonly string[];
  /** First day in the office, which may lie before the period. */
  since: CivilDate | null;
  evidence: readonly string[];
}

/** The person's days in office within the period, office by office, in the order of their days. */
export function tenuresOf(facts: Facts, personId: PersonId, period: Period): Tenure[] {
  return facts
    .officesOfPerson(personId)
    .flatMap((office) =>
      spansOf(
        facts,
        period,
        (apart, day) => seatOf(apart, office.id, personId, day),
        (seat) => seat && [seat.certainty, seat.since, seat.flags],
      ).flatMap(({ from, until, answer: seat }): Tenure[] =>
        seat === null || seat.certainty === null
          ? []
          : [
              {
                office: office.id,
                title: office.title,
                body: office.body,
                head: office.head,
                from,
                until,
                days: daysBetween(from, until),
                certainty: seat.certainty,
                flags: seat.flags,
                since: seat.since,
                evidence: seat.evidence.map((ref) => ref.id),
              },
            ],
      ),
    )
    .sort((a, b) => (a.from + a.office < b.from + b.office ? -1 : 1));
}

function seatOf(facts: Facts, officeId: OfficeId, personId: PersonId, day: CivilDate): Seat | null {
  const office = facts.office(officeId);
  return (office && holdersOf(facts, office, day).find((seat) => seat.holder === personId)) ?? null;
}

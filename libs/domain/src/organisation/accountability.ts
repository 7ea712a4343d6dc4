import { type CivilDate, covers, requirePeriod } from '../civil-date.js';
import { idOf, type NewFact, streamOf } from '../decider.js';
import type { Facts } from '../facts.js';
import { RuleViolation } from '../rule-violation.js';
import { type Office, type OfficeEvents, type OfficeId, requireOffice } from './office.js';
import { membersOn, type UnitId } from './unit.js';

/** R6: before whom an office was declared to answer. */
type OfficeFact = NewFact<OfficeEvents>;

export function declareAccountability(
  state: Office | null,
  data: OfficeEvents['AccountabilityDeclared'],
): OfficeFact[] {
  const o = requireOffice(state, data.officeId, data.from);
  if (o.declarations.some((d) => d.id === data.declarationId)) {
    throw new RuleViolation('accountability-already-declared', data.declarationId);
  }
  return [{ type: 'AccountabilityDeclared', data }];
}

export function endAccountability(state: Office | null, data: OfficeEvents['AccountabilityEnded']): OfficeFact[] {
  const declared = state?.declarations.find((d) => d.id === data.declarationId && d.until === null);
  if (!declared) throw new RuleViolation('accountability-not-declared', data.declarationId);
  requirePeriod(declared.from, data.on);
  return [{ type: 'AccountabilityEnded', data }];
}

export interface AnswersTo {
  office: OfficeId;
  body: UnitId | null;
  text: string;
  scope: string;
  /** Id of the declaration's event. */
  evidence: string;
}

/**
 * Before whom an office answers on the date: by its own declarations, and by those of the offices of a class that its
 * body or place is a member of ("Bí thư các quận").
 *
 * @param classes classes through which the task came besides, in which membership may not be on record
 */
export function answersTo(facts: Facts, office: Office, asOf: CivilDate, classes: readonly UnitId[] = []): AnswersTo[] {
  const body = facts.unit(office.body);
  const units = [office.body, ...(body?.place ? [body.place] : [])];
  const memberOf = units.flatMap((id) =>
    facts
      .named(streamOf('unit', id), 'member')
      .map((mention) => idOf(mention.stream))
      .filter((classId) => {
        const found = facts.unit(classId);
        return found !== null && membersOn(found, asOf).includes(id);
      }),
  );
  const standsFor = [...new Set([...memberOf, ...classes])].flatMap((classId) =>
    facts.officesOf(classId).filter((o) => o.head && office.head && (o.line === null || o.line === body?.line)),
  );
  return [office, ...standsFor].flatMap((declaring) =>
    declaring.declarations
      .filter((d) => covers(d, asOf))
      .map((d) => ({ office: office.id, body: d.to, text: d.toText, scope: d.scope, evidence: d.at.id })),
  );
}

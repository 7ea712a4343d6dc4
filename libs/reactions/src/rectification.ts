import type { CivilDate } from '#domain/civil-date.js';
import { rectificationOf, unitsNamedBy } from '#domain/drafts/rectification-draft.js';
import type { Facts } from '#domain/facts.js';
import { finding } from '#domain/inspections/finding.js';
import { intent, type Intent, type Reaction } from './reaction.js';

/** Shortcoming or violation → a draft rectification for each unit that the finding names, or is found to mean. */
export const rectification: Reaction = {
  name: 'rectification',
  on: {
    FindingLogged: ({ id, data }, facts) => draftsOf(facts, data.findingId, id, data.on),
    FindingUnitsIdentified: ({ id, data }, facts) => draftsOf(facts, data.findingId, id, data.on),
  },
};

function draftsOf(facts: Facts, findingId: string, event: string, on: CivilDate): Intent[] {
  const found = facts.of(finding, findingId);
  const units = found ? unitsNamedBy(found, event) : [];
  return units
    .filter((unit) => rectificationOf(facts, findingId, unit, on) !== null)
    .map((unit) => intent(unit, 'DraftRectification', (draftId) => ({ draftId, findingId, unit, on })));
}

import type { NewFact } from '../decider.js';
import { RuleViolation } from '../rule-violation.js';
import { type InspectionTeam, requireTeam, requireUnsigned, requireVisit } from './inspection.js';
import type { ChecklistAnswer, InspectionEvents } from './inspection-events.js';

/** What is recorded of one visit: the points of the checklist, and the minutes that close it. */

type InspectionFact = NewFact<InspectionEvents>;

export function answerChecklist(
  state: InspectionTeam | null,
  data: InspectionEvents['ChecklistAnswered'],
): InspectionFact[] {
  const team = requireTeam(state, data.teamId, data.on);
  requireAfterVisit(team, data);
  requireUnsigned(team, data.visitId);
  const items = data.answers.map((answer) => answer.item);
  for (const [i, item] of items.entries()) {
    if (!team.established.checklist.includes(item)) throw new RuleViolation('not-on-the-checklist', item);
    if (items.indexOf(item) !== i) throw new RuleViolation('point-answered-twice', item);
  }
  return [{ type: 'ChecklistAnswered', data }];
}

/** Every point of the checklist with what was seen of it on the visit, as said by the date; the last word holds. */
export function checklistOf(
  team: InspectionTeam,
  visitId: string,
  asOf: string,
): { item: string; answer: ChecklistAnswer; note: string | null; evidence: string | null }[] {
  const said = team.checklists.filter((c) => c.visitId === visitId && c.on <= asOf);
  return team.established.checklist.map((item) => {
    const last = said
      .flatMap(({ answers, at }) => answers.filter((a) => a.item === item).map((a) => ({ ...a, evidence: at.id })))
      .at(-1);
    return last ?? { item, answer: 'not-looked-at', note: null, evidence: null };
  });
}

/**
 * Biên bản: signed once a visit, by the team and for the unit. A unit that disagrees says how; one that refuses is
 * recorded as refusing. `ofVisit` are the findings of the visit that are on record: the minutes list them all, no other.
 */
export function signMinutes(
  state: InspectionTeam | null,
  data: InspectionEvents['InspectionMinutesSigned'],
  ofVisit: readonly string[],
): InspectionFact[] {
  const team = requireTeam(state, data.teamId, data.on);
  requireAfterVisit(team, data);
  requireUnsigned(team, data.visitId);
  const other = data.findings.find((id) => !ofVisit.includes(id));
  if (other !== undefined) throw new RuleViolation('finding-of-another-visit', other);
  const missing = ofVisit.find((id) => !data.findings.includes(id));
  if (missing !== undefined) throw new RuleViolation('minutes-leave-out-a-finding', missing);
  if (data.opinion === 'disagrees' && data.opinionText === null) {
    throw new RuleViolation('disagreement-needs-its-text', data.visitId);
  }
  const represented = data.representative !== null || data.representativeText !== null;
  if (data.opinion !== 'refused-to-sign' && !represented) {
    throw new RuleViolation('minutes-need-a-representative', data.visitId);
  }
  if (data.representative !== null && data.signedBy.includes(data.representative)) {
    throw new RuleViolation('signs-for-both-sides', data.representative);
  }
  return [{ type: 'InspectionMinutesSigned', data }];
}

function requireAfterVisit(team: InspectionTeam, data: { visitId: string; on: string }): void {
  if (data.on < requireVisit(team, data.visitId).on) {
    throw new RuleViolation('before-the-visit', `${data.visitId} ${data.on}`);
  }
}

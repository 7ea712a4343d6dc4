/**
 * Which addresses show something sensitive, so that reading there is recorded, and why. Every GET address of the API
 * stands here: a test refuses one without a row, and until it has one its reading is recorded.
 */
export interface ReadRoute {
  sensitive: boolean;
  why: string;
}

const sensitive = (why: string): ReadRoute => ({ sensitive: true, why });
const ordinary = (why: string): ReadRoute => ({ sensitive: false, why });

const OFFICE = 'Who holds or held a public office, as documents show.';
const TASKS = 'Units and offices and what they answer for: the public question of the product.';
const DOCUMENT = 'Published documents and what became of them.';
const UNITS = 'Units, not persons.';
const FIGURES = 'Figures of units.';
const HASHES = 'Hashes and signatures, from which no record can be read.';
const FORMS = 'Forms and words, nothing on record.';

export const READ_ROUTES: Readonly<Record<string, ReadRoute>> = {
  'GET /persons/:personId': sensitive('One person through all offices.'),
  'GET /persons/:personId/personal-details': sensitive('Telephone, address and identity number of a person, opened.'),
  'GET /findings/:findingId/informant': sensitive('Who reported a finding, opened.'),
  'GET /persons/:personId/work': sensitive('What one person has in hand.'),
  'GET /scorecards/persons/:personId': sensitive('Days and tasks counted for one person.'),
  'GET /findings': sensitive('Who found what and from whom it came; a finding may rest on an informant.'),
  'GET /findings/to-verify': sensitive('Findings that wait for a person’s decision.'),
  'GET /findings/:findingId': sensitive('Who found what and from whom it came; a finding may rest on an informant.'),
  'GET /units/:unitId/findings': sensitive('Findings on a unit, with who found them.'),
  'GET /recognitions': sensitive('Praise, criticism and referrals of named persons.'),
  'GET /drafts': sensitive('Who is about to be held to account, before anybody has signed.'),
  'GET /drafts/:draftId': sensitive('Who is about to be held to account, before anybody has signed.'),
  'GET /evidence/:sha256': sensitive('Bytes of evidence may show anybody.'),
  'GET /records': sensitive('Records as they are, with whatever they hold.'),
  'GET /records/:eventId': sensitive('A record as it is, with whatever it holds.'),
  'GET /events/:eventId/leaf': sensitive('A record as it is, with whatever it holds.'),
  'GET /log/tile/entries/*path': sensitive('Records as they are, with whatever they hold.'),
  'GET /log/leaves/*path': sensitive('Records as they are, with whatever they hold.'),
  'GET /bundles': sensitive('Records as they are, to be taken away; recorded with the digest of the bundle.'),
  'GET /history/log': sensitive('Every record, with what it changed.'),
  'GET /history/persons/:personId': sensitive('One person through all offices, event by event.'),
  'GET /history/inspections/:teamId': sensitive('A team with its findings, event by event.'),
  'GET /breaches': sensitive('Who decided against a rule, as it is seen later.'),
  'GET /access-log': sensitive('Who has read what.'),
  'GET /access-log/tile/entries/*path': sensitive('Who has read what.'),
  'GET /access-log/leaves/*path': sensitive('Who has read what.'),
  'GET /audit/replay-proofs/:proofId': sensitive('Shows a row that differs as it is, with whatever it holds.'),
  'GET /audit/replay-proofs': sensitive('Shows rows that differ as they are, with whatever they hold.'),

  'GET /log/checkpoint': ordinary(HASHES),
  'GET /log/key': ordinary(HASHES),
  'GET /log/tile/:level/*path': ordinary(HASHES),
  'GET /log/proof/inclusion': ordinary(HASHES),
  'GET /log/proof/consistency': ordinary(HASHES),
  'GET /log/history': ordinary(HASHES),
  'GET /access-log/checkpoint': ordinary(HASHES),
  'GET /access-log/key': ordinary(HASHES),
  'GET /access-log/tile/:level/*path': ordinary(HASHES),
  'GET /access-log/proof/inclusion': ordinary(HASHES),
  'GET /access-log/proof/consistency': ordinary(HASHES),
  'GET /access-log/history': ordinary(HASHES),
  'GET /receipts/:commandId': ordinary('Names of records and where their proofs are, for who has the receipt.'),
  'GET /events/:eventId/proof': ordinary(HASHES),

  'GET /tasks': ordinary(TASKS),
  'GET /tasks/overdue': ordinary(TASKS),
  'GET /tasks/summary': ordinary(TASKS),
  'GET /tasks/delay-reasons': ordinary(TASKS),
  'GET /tasks/:taskId': ordinary(TASKS),
  'GET /tasks/:taskId/who-answers': ordinary(TASKS),
  'GET /tasks/:taskId/answering-periods': ordinary(TASKS),
  'GET /tasks/:taskId/status': ordinary(TASKS),
  'GET /tasks/:taskId/history': ordinary(TASKS),
  'GET /offices/unnamed-heads': ordinary(OFFICE),
  'GET /offices/handovers': ordinary(OFFICE),
  'GET /offices/:officeId': ordinary(OFFICE),
  'GET /offices/:officeId/handovers': ordinary(OFFICE),
  'GET /units': ordinary(UNITS),
  'GET /units/:unitId': ordinary(UNITS),
  'GET /units/:unitId/tree': ordinary(UNITS),
  'GET /units/:unitId/owed-reports': ordinary(FIGURES),
  'GET /history/tasks/:taskId': ordinary(TASKS),
  'GET /history/units/:unitId': ordinary(UNITS),
  'GET /history/offices/:officeId': ordinary(OFFICE),
  'GET /history/directives/:directiveId': ordinary(DOCUMENT),
  'GET /offices/:officeId/work': ordinary('What an office has in hand, whoever holds it.'),
  'GET /units/:unitId/work': ordinary(UNITS),
  'GET /units/:unitId/accountability-sheet': ordinary('Units and offices; as a paper it is recorded as an export.'),
  'GET /scorecards/units': ordinary(UNITS),
  'GET /scorecards/units/:unitId': ordinary(UNITS),
  'GET /inspections': ordinary('Teams and where they are; what they found is asked elsewhere.'),
  'GET /inspections/dispatch-board': ordinary('Teams and where they are; what they found is asked elsewhere.'),
  'GET /inspections/coverage': ordinary('Places without a visit.'),
  'GET /inspections/:teamId': ordinary('A team and its visits, with the findings by their ids.'),
  'GET /directives': ordinary(DOCUMENT),
  'GET /directives/in-force': ordinary(DOCUMENT),
  'GET /directives/unread': ordinary(DOCUMENT),
  'GET /directives/legal-basis': ordinary(DOCUMENT),
  'GET /directives/:directiveId': ordinary(DOCUMENT),
  'GET /directives/:directiveId/acknowledgements': ordinary(DOCUMENT),
  'GET /directives/:directiveId/cascade': ordinary(DOCUMENT),
  'GET /directives/:directiveId/legal-basis': ordinary(DOCUMENT),
  'GET /directives/:directiveId/follow-up-report': ordinary(`${DOCUMENT} As a paper it is recorded as an export.`),
  'GET /number-registers': ordinary(DOCUMENT),
  'GET /number-registers/:issuer': ordinary(DOCUMENT),
  'GET /recognitions/forms': ordinary(FORMS),
  'GET /compare': ordinary(
    'Asks another address here in the name of whoever asks; that one is recorded if it is sensitive.',
  ),
  'GET /case-reports': ordinary(FIGURES),
  'GET /case-reports/count': ordinary(FIGURES),
  'GET /indicators': ordinary(FIGURES),
  'GET /figures/series': ordinary(FIGURES),
  'GET /figures/roll-up': ordinary(FIGURES),
  'GET /epidemic-levels': ordinary(FIGURES),
  'GET /epidemic-levels/schemes': ordinary(FIGURES),
  'GET /thresholds': ordinary(FIGURES),
  'GET /thresholds/:thresholdId': ordinary(FIGURES),
  'GET /plans': ordinary(FIGURES),
  'GET /plans/:planId': ordinary(FIGURES),
  'GET /reporting-duties': ordinary(FIGURES),
  'GET /reporting-duties/:dutyId/reports': ordinary(FIGURES),
  'GET /search': ordinary('Finds ids by public names; what is opened then is recorded.'),
  'GET /event-schemas': ordinary(FORMS),
  'GET /event-schemas/:event': ordinary(FORMS),
  'GET /imports/templates/:kind': ordinary(FORMS),
  'GET /health/live': ordinary('The process, nothing on record.'),
  'GET /health/ready': ordinary('The process, nothing on record.'),
};

export function isSensitive(route: string): boolean {
  return READ_ROUTES[route]?.sensitive ?? true;
}

/** Which stream a part of an address or a filter names: `personId`, `person`. */
const CATEGORIES: Readonly<Record<string, string>> = {
  person: 'person',
  actor: 'person',
  follower: 'person',
  unit: 'unit',
  place: 'unit',
  lead: 'unit',
  issuer: 'unit',
  by: 'unit',
  office: 'office',
  task: 'task',
  directive: 'directive',
  finding: 'finding',
  team: 'inspection',
  draft: 'draft',
  plan: 'plan',
  threshold: 'threshold',
  duty: 'duty',
};

/** The streams that a request asks about. `stream` and `subject` name one as they are; other ids stand for themselves. */
export function subjectsOf(
  params: Readonly<Record<string, string | string[]>>,
  asked: Readonly<Record<string, string>>,
): string[] {
  const named = (name: string, value: string): string | null => {
    if (name === 'stream' || name === 'subject') return value;
    if (name === 'for') return value.startsWith('period:') ? null : value.replace(':', '-');
    const category = CATEGORIES[name.replace(/Id$/, '')];
    return category === undefined ? null : `${category}-${value}`;
  };
  const inPath = Object.entries(params).map(([name, value]) => {
    const text = typeof value === 'string' ? value : value.join('/');
    return named(name, text) ?? text;
  });
  const inQuery = Object.entries(asked).flatMap(([name, value]) => named(name, value) ?? []);
  return [...new Set([...inPath, ...inQuery])];
}

import type { GrantedRole } from '#access/principal.js';
import { Story } from '#domain/testing/story.js';

/**
 * A made-up city with two wards and a department, and in it one of each thing that not everybody sees. Each has an id and a
 * word that stand nowhere else, so that whatever shows it is found by looking through whole answers. Who sees what is written
 * down here by hand, from the rules of the contract, and not worked out by the code that is tested.
 */

/** Day of the fixture's acts, and a day in the term of the former head. */
export const DAY = '2021-09-08';
export const IN_FORMER_TERM = '2021-03-01';

export interface Persona {
  readonly name: string;
  readonly person?: string;
  readonly roles: readonly GrantedRole[];
  /** Bodies in which the persona holds an office today. */
  readonly speaksFor: readonly string[];
  /** Units that are below it. */
  readonly above: readonly string[];
  readonly head: boolean;
  /** Teams of which it is a member. */
  readonly teams: readonly string[];
}

const NONE: Omit<Persona, 'name'> = { roles: [], speaksFor: [], above: [], head: false, teams: [] };
const persona = (name: string, more: Partial<Persona> = {}): Persona => ({ ...NONE, name, ...more });
const holder = (name: string, more: Partial<Persona>): Persona => persona(name, { person: `p-${name}`, ...more });

const WARDS = ['pa', 'pa.ubnd', 'pb', 'pb.ubnd', 'pc', 'pc.ubnd'];

export const PERSONAS: readonly Persona[] = [
  persona('signed-in'),
  holder('ward-chair', { speaksFor: ['pa', 'pa.ubnd'], head: true }),
  holder('ward-clerk', { speaksFor: ['pa', 'pa.ubnd'] }),
  holder('other-chair', { speaksFor: ['pb', 'pb.ubnd'], head: true }),
  holder('city-secretary', {
    speaksFor: ['tp', 'tp.tu'],
    above: [...WARDS, 'tp.ubnd', 'tp.sy'],
    head: true,
  }),
  holder('city-chair', { speaksFor: ['tp', 'tp.ubnd'], above: [...WARDS, 'tp.sy'], head: true }),
  holder('department-head', { speaksFor: ['tp.sy'], head: true }),
  holder('inspector', { teams: ['zq-doan-a'] }),
  holder('other-inspector', { teams: ['zq-doan-b'] }),
  holder('former-head', {}),
  holder('suspended-head', {}),
  persona('registrar', { roles: ['registrar'] }),
  persona('auditor', { roles: ['auditor'] }),
  persona('operator', { roles: ['operator'] }),
];

const WARD_A = ['ward-chair', 'ward-clerk'];
const WARD_B = ['other-chair'];
const CITY = ['city-secretary', 'city-chair'];
const ALWAYS = ['auditor'];

/** One of the restricted streams. */
export interface Hidden {
  readonly stream: string;
  readonly id: string;
  /** Words that stand in its record and nowhere else; its id is one of them. */
  readonly words: readonly string[];
  /** Personas that see it today. */
  readonly seenBy: readonly string[];
}

function hidden(category: string, id: string, seenBy: readonly string[], ...words: string[]): Hidden {
  return { stream: `${category}-${id}`, id, words: [id, ...words], seenBy: [...seenBy, ...ALWAYS] };
}

export const HIDDEN: readonly Hidden[] = [
  hidden('task', 'zq-nv-a', [...WARD_A, ...CITY, 'registrar'], 'dauvetnva'),
  hidden('task', 'zq-nv-b', [...WARD_B, ...CITY, 'registrar'], 'dauvetnvb'),
  hidden('task', 'zq-nv-c', [...CITY, 'registrar'], 'dauvetnvc'),
  hidden('task', 'zq-nv-s', ['department-head', ...CITY, 'registrar'], 'dauvetnvs'),
  hidden('inspection', 'zq-doan-a', [...WARD_A, ...CITY, 'inspector'], 'dauvetdoana'),
  hidden('inspection', 'zq-doan-b', [...WARD_B, ...CITY, 'other-inspector'], 'dauvetdoanb'),
  hidden('finding', 'zq-gn-a', [...WARD_A, ...CITY, 'inspector'], 'dauvetgna'),
  hidden('finding', 'zq-gn-b', [...WARD_B, ...CITY, 'other-inspector'], 'dauvetgnb'),
  hidden('casereport', 'zq-ca-a', [...WARD_A, ...CITY, 'registrar'], 'dauvetcaa'),
  hidden('casereport', 'zq-ca-b', [...WARD_B, ...CITY, 'registrar'], 'dauvetcab'),
  hidden('indicator', 'zq-ct-b', [...WARD_B, ...CITY, 'registrar'], 'dauvetctb'),
  hidden('draft', 'zq-dt-a', [...WARD_A, ...CITY]),
  hidden('draft', 'zq-dt-b', [...WARD_B, ...CITY]),
  hidden('recognition', 'zq-bd-b', [...WARD_B, ...CITY], 'dauvetbdb'),
  hidden('plan', 'zq-pa-s', ['department-head', ...CITY, 'registrar'], 'dauvetpas'),
  hidden('threshold', 'zq-ng-b', [...WARD_B, ...CITY, 'registrar'], 'dauvetngb'),
  hidden('duty', 'zq-cd-b', [...WARD_B, ...CITY, 'registrar'], 'dauvetcdb'),
  hidden('epidemiclevel', 'pb', [...WARD_B, ...CITY, 'registrar'], 'dauvetcapb'),
];

/** Id by which an epidemic level is found is the place's own, which everybody knows: its word alone tells it. */
export const wordsOf = ({ stream, id, words }: Hidden): readonly string[] =>
  stream.startsWith('epidemiclevel-') ? words.filter((word) => word !== id) : words;

/** Who sees it in an answer about a day: a former head, on days of the own term, what the head saw. */
export function sees(who: Persona, one: Hidden, answerOn: string | null): boolean {
  if (one.seenBy.includes(who.name)) return true;
  return who.name === 'former-head' && answerOn === IN_FORMER_TERM && one.seenBy.includes('ward-chair');
}

/** The digest of a file that the report of a task names. */
export const FILES = { a: 'a'.repeat(64), b: 'b'.repeat(64) };

export function cityStory(): Story {
  const story = new Story();
  tellOrganisation(story);
  story.directive('cd-tp', 'tp.ubnd', '2021-01-05');
  const task = (taskId: string, lead: string, title: string) =>
    story.task([lead], { taskId, directiveId: 'cd-tp', title, on: '2021-01-10', deadline: '2021-02-01' });
  const grounds = {
    a: task('zq-nv-a', 'pa.ubnd', 'Rà soát dauvetnva'),
    b: task('zq-nv-b', 'pb.ubnd', 'Rà soát dauvetnvb'),
  };
  task('zq-nv-c', 'pc.ubnd', 'Rà soát dauvetnvc');
  task('zq-nv-s', 'tp.sy', 'Rà soát dauvetnvs');
  tellInspections(story);
  tellFigures(story);
  for (const [side, deadlineOf] of Object.entries(grounds)) {
    const unit = `p${side}.ubnd`;
    story.add('EscalationDrafted', `zq-dt-${side}`, {
      draftId: `zq-dt-${side}`,
      on: '2021-02-05',
      ground: deadlineOf,
      about: [{ unit, office: `${unit}.ct`, holder: null, reason: null }],
      signs: [{ unit: 'tp.ubnd', office: 'tp.ubnd.ct' }],
      taskId: `zq-nv-${side}`,
      deadline: '2021-02-01',
      overdueDays: 4,
      to: [],
    });
  }
  story.add('CommendationIssued', 'zq-bd-b', {
    recognitionId: 'zq-bd-b',
    by: 'tp.ubnd',
    byOffice: null,
    onBehalfOf: null,
    unit: 'pb.ubnd',
    person: null,
    directiveId: null,
    document: null,
    tasks: [],
    findings: [],
    reason: 'dauvetbdb',
    on: '2021-03-01',
    form: 'bieu-duong',
  });
  return story;
}

function tellOrganisation(story: Story): void {
  story.place('tp', null, 'province');
  for (const ward of ['pa', 'pb', 'pc']) story.place(ward, 'tp', 'commune');
  story.body('tp.tu', 'tp', 'party');
  story.body('tp.ubnd', 'tp', 'government');
  story.body('tp.sy', 'tp', 'government', { parent: 'tp.ubnd' });
  for (const ward of ['pa', 'pb', 'pc']) story.body(`${ward}.ubnd`, ward, 'government');
  const head = (office: string, body: string, person: string, from = '2020-01-01', until?: string) => {
    story.office(office, body);
    story.appoint(office, person, from, until === undefined ? {} : { until });
  };
  for (const { person, name } of PERSONAS) {
    if (person !== undefined) story.add('PersonRegistered', person, { personId: person, name: `Người ${name}` });
  }
  head('tp.tu.bt', 'tp.tu', 'p-city-secretary');
  head('tp.ubnd.ct', 'tp.ubnd', 'p-city-chair');
  head('tp.sy.gd', 'tp.sy', 'p-department-head');
  head('pa.ubnd.ct', 'pa.ubnd', 'p-former-head', '2020-01-01', '2021-06-01');
  story.appoint('pa.ubnd.ct', 'p-ward-chair', '2021-06-01');
  story.office('pa.ubnd.vp', 'pa.ubnd', { head: false });
  story.appoint('pa.ubnd.vp', 'p-ward-clerk', '2020-01-01');
  head('pb.ubnd.ct', 'pb.ubnd', 'p-other-chair');
  head('pc.ubnd.ct', 'pc.ubnd', 'p-suspended-head');
  story.suspend('pc.ubnd.ct', 'p-suspended-head', '2021-02-01');
}

function tellInspections(story: Story): void {
  const sides = [
    ['a', 'p-inspector'],
    ['b', 'p-other-inspector'],
  ] as const;
  for (const [side, member] of sides) {
    const teamId = `zq-doan-${side}`;
    const unit = `p${side}.ubnd`;
    story.add('InspectionTeamEstablished', teamId, {
      teamId,
      name: `Đoàn dauvetdoan${side}`,
      kind: 'inspection',
      owners: ['tp.ubnd'],
      teamCount: 1,
      leaders: [],
      leaderOffice: null,
      leaderText: null,
      members: [member],
      membersText: null,
      scope: 'phòng, chống dịch',
      checklist: [],
      areas: [unit],
      reportsTo: 'tp.ubnd',
      directiveId: null,
      on: '2021-02-10',
      establishedOn: '2021-02-10',
    });
    story.add('FindingLogged', `zq-gn-${side}`, {
      findingId: `zq-gn-${side}`,
      kind: 'shortcoming',
      occasion: 'inspection',
      summary: `Chưa làm dauvetgn${side}`,
      units: [unit],
      unitsText: null,
      on: '2021-02-12',
      madeByUnit: null,
      madeByPerson: null,
      onBehalfOf: null,
      teamId,
      visitId: null,
      directiveId: null,
      tasks: [],
      files: [{ name: `anh-${side}.jpg`, mediaType: 'image/jpeg', size: 1, sha256: FILES[side] }],
    });
  }
}

function tellFigures(story: Story): void {
  for (const side of ['a', 'b']) {
    const reportId = `zq-ca-${side}`;
    story.add('CaseCountReported', reportId, {
      reportId,
      unit: `p${side}`,
      figures: [
        {
          measure: 'cases',
          from: '2021-02-20',
          to: '2021-02-20',
          cutoffAt: null,
          total: 12,
          parts: [{ name: `dauvetca${side}`, value: 12 }],
          qualifier: null,
          periodAmbiguous: false,
        },
      ],
      on: '2021-02-20',
      reportedByUnit: `p${side}.ubnd`,
      reportedByPerson: null,
      reportedTo: null,
    });
  }
  story.add('IndicatorReported', 'zq-ct-b', {
    indicatorId: 'zq-ct-b',
    name: 'Mũi tiêm dauvetctb',
    unit: 'pb',
    kind: 'actual',
    value: 5,
    measuredIn: 'mũi',
    qualifier: null,
    on: '2021-02-20',
    reportedByUnit: 'pb.ubnd',
  });
  story.add('PlanPrepared', 'zq-pa-s', {
    planId: 'zq-pa-s',
    title: 'Phương án dauvetpas',
    by: 'tp.sy',
    on: '2021-02-01',
    thresholds: [],
    tasks: [],
    document: null,
    sha256: null,
  });
  const figure = { of: 'cases', measure: 'cases', periodDays: 1 } as const;
  story.add('ThresholdDefined', 'zq-ng-b', {
    thresholdId: 'zq-ng-b',
    title: 'Ngưỡng dauvetngb',
    unit: 'pb',
    figure,
    comparison: 'over',
    value: 2000,
    definedBy: 'pb.ubnd',
    directiveId: null,
    tasks: [],
    from: '2021-01-01',
    until: null,
  });
  story.add('ReportingDutySet', 'zq-cd-b', {
    dutyId: 'zq-cd-b',
    title: 'Báo cáo dauvetcdb',
    by: 'pb.ubnd',
    owedBy: 'pb',
    figure,
    dueAt: '18:00',
    dueDays: 0,
    directiveId: null,
    from: '2021-02-01',
    until: '2021-02-15',
  });
  story.add('LevelSchemeDefined', 'sc', {
    schemeId: 'sc',
    title: 'Bốn cấp',
    issuer: 'tp.ubnd',
    version: null,
    directiveId: null,
    levels: [{ level: '1', name: 'Bình thường mới' }],
    replaces: null,
    from: '2021-01-01',
    until: null,
  });
  story.add('EpidemicLevelDeclared', 'pb', {
    place: 'pb',
    schemeId: 'sc',
    level: '1',
    by: 'pb.ubnd',
    from: '2021-02-01',
    basis: 'dauvetcapb',
  });
}

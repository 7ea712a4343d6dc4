import { refusalOf } from '../testing/given.js';
import { city, seat, type Story } from '../testing/story.js';
import { requireExisting, requireSuccessorOf } from '../separation-of-duties.js';
import { handoversOf } from '../organisation/handover.js';
import { standingUnit } from '../organisation/succession.js';
import { taskStatus } from './task-status.js';
import { tasksLedBy } from './work-of-unit.js';
import { whoAnswers } from './who-answers.js';

/** R8 as a table: every way in which a unit ends, for every kind of lead, with what became of the successor later. */
const DAY = '2021-09-01';
const LATER = '2021-10-01';

const ENDS = {
  merged: (s: Story) => s.merge('qa', 'qb', DAY),
  split: (s: Story) => s.split('qa', ['qb', 'qc'], DAY),
  dissolved: (s: Story) => s.dissolve('qa', DAY),
} as const;
const AFTERWARDS = {
  nothing: () => undefined,
  'the successor merged on': (s: Story) => s.merge('qb', 'qc', LATER),
  'the successor dissolved': (s: Story) => s.dissolve('qb', LATER),
} as const;
/** Leads in qa, and who stands for each where qa goes into one place. */
const LEADS: Readonly<Record<string, (place: string) => string | null>> = {
  qa: (place) => place,
  'qa.party': (place) => `${place}.party`,
  'qa.gov': (place) => `${place}.gov`,
  'qa.yte': (place) => `${place}.gov`,
  'qa.btv': (place) => `${place}.party`,
  // No body of that line is recorded in the successor.
  'qa.mttq': () => null,
};

function story(): Story {
  const s = city();
  s.place('qc', 'tp');
  seat(s, 'qc');
  s.body('qa.yte', 'qa', 'government', { parent: 'qa.gov' });
  s.body('qa.btv', 'qa', 'party', { parent: 'qa.party', collective: true });
  s.body('qa.mttq', 'qa', 'front');
  return s;
}

type End = keyof typeof ENDS;
type After = keyof typeof AFTERWARDS;
const ROWS = (Object.keys(ENDS) as End[]).flatMap((end) =>
  (Object.keys(AFTERWARDS) as After[]).flatMap((after) =>
    Object.keys(LEADS).map((lead) => [lead, end, after] as const),
  ),
);

/** The unit that stands for the lead on a day on or after its end; or why none does. */
function expected(lead: string, end: End, after: After, on: string): string {
  if (end === 'split') return 'needs-successor';
  if (end === 'dissolved') return 'orphaned';
  const gone = on >= LATER && after === 'the successor dissolved';
  const place = on >= LATER && after === 'the successor merged on' ? 'qc' : 'qb';
  return gone ? 'orphaned' : (LEADS[lead]?.(place) ?? 'orphaned');
}

describe('R8, every end, every lead, every later change', () => {
  it.each(ROWS)('a task of %s, %s; then: %s', (lead, end, after) => {
    const s = story();
    s.task([lead]);
    ENDS[end](s);
    AFTERWARDS[after](s);
    const facts = s.facts();
    expect(standingUnit(facts, lead, '2021-08-31')).toMatchObject({ kind: 'standing', unit: lead });
    for (const on of [DAY, '2021-09-30', LATER, '2022-01-01']) {
      const standing = standingUnit(facts, lead, on);
      const stands = standing.kind === 'standing' ? standing.unit : standing.kind;
      expect([on, stands]).toEqual([on, expected(lead, end, after, on)]);
      const answer = whoAnswers(facts, 't', on);
      const kinds = new Set(answer?.lines.map((line) => line.capacity));
      expect(kinds.has(standing.kind === 'standing' ? 'answers' : 'answers-for-orphan')).toBe(true);
      if (standing.kind !== 'standing') expect(taskStatus(facts, 't', on)?.status).toBe(standing.kind);
      else expect(tasksLedBy(facts, standing.unit, on)).toEqual(['t']);
      expect(tasksLedBy(facts, lead, on)).toEqual([]);
    }
  });

  it.each(['qb', 'qc', 'qb.gov'])('a split unit’s task goes where it was decided: %s', (to) => {
    const s = story();
    s.task(['qa']);
    s.split('qa', ['qb', 'qc'], DAY);
    s.decideSuccessor('qa', to, '2021-09-10');
    const facts = s.facts();
    expect(tasksLedBy(facts, to, '2021-09-09')).toEqual([]);
    expect(tasksLedBy(facts, to, '2021-09-10')).toEqual(['t']);
    expect(taskStatus(facts, 't', '2021-09-09')?.status).toBe('needs-successor');
    expect(taskStatus(facts, 't', '2021-09-10')?.status).toBe('no-deadline');
  });
  it('it is decided for a successor, for who stands for one by then, or for a body inside one, and for nobody else', () => {
    const s = story();
    s.split('qa', ['qb', 'pa1'], DAY);
    s.merge('qb', 'qc', LATER);
    const facts = s.facts();
    const refused = (to: string, on: string) => refusalOf(() => requireSuccessorOf(facts, ['qb', 'pa1'], to, on));
    expect([refused('qb', DAY), refused('qb.gov', DAY), refused('qc', LATER), refused('pa1', LATER)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect([refused('qc', DAY), refused('tp.gov', DAY)]).toEqual(Array(2).fill('not-a-successor-of-that-unit'));
  });
});

describe('a unit of the same name or code after a reform', () => {
  it('is a new unit: nothing of the old one passes to it unless it is the declared successor', () => {
    const s = story();
    s.task(['qa']);
    s.dissolve('qa', DAY);
    s.add('PlaceRegistered', 'qa-mới', {
      unitId: 'qa-mới',
      name: 'qa',
      level: 'district',
      parent: 'tp',
      from: DAY,
      code: null,
    });
    seat(s, 'qa-mới', [], DAY);
    const facts = s.facts();
    expect(taskStatus(facts, 't', DAY)?.status).toBe('orphaned');
    expect(tasksLedBy(facts, 'qa-mới', DAY)).toEqual([]);
    expect(refusalOf(() => requireExisting(facts, 'qa-mới', '2021-08-31'))).toBe('unit-not-yet');
    expect(refusalOf(() => requireExisting(facts, 'qa', DAY))).toBe('unit-ended');
  });
});

describe('who else, when their unit ends', () => {
  const capacities = (s: Story, on: string) =>
    (whoAnswers(s.facts(), 't', on)?.lines ?? [])
      .filter((line) => line.capacity !== 'answers')
      .map((line) => `${line.capacity} ${line.office ?? line.holder ?? line.unit}`);

  it.each(['merged', 'split', 'dissolved'] as const)('a coordinator and a delegate, %s', (end) => {
    const s = story();
    s.task(['pa1.gov'], { coordinators: ['qa.gov'] });
    s.delegate('pa1.gov', 'qa.yte', '2021-08-12');
    expect(capacities(s, '2021-08-31')).toEqual(['executes qa.yte', 'coordinates qa.ct']);
    ENDS[end](s);
    expect(capacities(s, '2021-08-31')).toEqual(['executes qa.yte', 'coordinates qa.ct']);
    expect(capacities(s, DAY)).toEqual(end === 'merged' ? ['executes qb.ct', 'coordinates qb.ct'] : []);
  });
  it('an area charge ends with its place; the successor’s own charges hold', () => {
    const s = story();
    s.task(['qa.gov']);
    s.charge('qa', { person: 'Người A' }, '2021-01-01', null);
    s.charge('qb', { person: 'Người B' }, '2021-01-01', null);
    s.merge('qa', 'qb', DAY);
    expect(capacities(s, '2021-08-31')).toEqual(['supervises Người A']);
    expect(capacities(s, DAY)).toEqual(['supervises Người B']);
  });
  it('an office in charge of an area that ends with its body supervises nothing more', () => {
    const s = story();
    s.task(['qb.gov']);
    s.office('qa.pct', 'qa.gov', { head: false });
    s.appoint('qa.pct', 'Người A', '2020-01-01');
    s.charge('qb', { office: 'qa.pct' }, '2021-01-01', null);
    s.dissolve('qa', DAY);
    expect(capacities(s, '2021-08-31')).toEqual(['supervises qa.pct']);
    expect(capacities(s, DAY)).toEqual([]);
  });
  it('every head of the ended place owes a handover, to the one successor’s head or to nobody', () => {
    for (const end of Object.keys(ENDS) as End[]) {
      const s = story();
      ENDS[end](s);
      const facts = s.facts();
      for (const seatOf of ['bt', 'ct']) {
        const office = facts.office(`qa.${seatOf}`);
        const handovers = office ? handoversOf(facts, office, DAY) : [];
        expect(handovers.map((h) => [h.outgoing, h.incoming?.person ?? null])).toEqual([
          [`P:qa.${seatOf}`, end === 'merged' ? `P:qb.${seatOf}` : null],
        ]);
      }
    }
  });
});

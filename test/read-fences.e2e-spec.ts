import type { Pool } from 'pg';
import { eventsAfter } from '#audit/replay/event-step.js';
import { historyOf, logHistory } from '#audit/replay/history.js';
import { concernedBy, isRestricted } from '#access/concerned.js';
import { EVERYTHING, type Reader } from '#access/read-scope.js';
import type { GrantedRole } from '#access/principal.js';
import { createPool } from '#database/pool.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { tellCases } from '#domain/testing/tell-figures.js';
import { asked, found } from '#domain/testing/finding-story.js';
import { team } from '#domain/testing/inspection-story.js';
import { city, seat, type Story } from '#domain/testing/story.js';
import { askPeriod, askTaskStatus, askWhoAnswers } from '#read-models/accountability.js';
import { delayReasons } from '#read-models/delay-reasons.js';
import { type At, FactReader, THE_SYSTEM } from '#read-models/fact-reader.js';
import { caseReports } from '#read-models/figures.js';
import { figureRollUp, figureSeries } from '#read-models/figure-series.js';
import { findingPage, findings } from '#read-models/finding-page.js';
import { findingsToVerify } from '#read-models/findings-to-verify.js';
import { inspectionPage, inspectionTeams } from '#read-models/inspection-page.js';
import { eventById, eventsOf } from '#read-models/record.js';
import { scorecardOfUnit } from '#read-models/scorecard-page.js';
import { contextOf } from '#read-models/scope-sql.js';
import { search } from '#read-models/search.js';
import type { Fences } from '#read-models/sight.js';
import { overdueTasks, taskBoard, taskSummary } from '#read-models/task-board.js';
import { taskHistoryPage, taskPage } from '#read-models/task-page.js';
import { ReadSide } from '#read-models/testing/read-side.js';
import { loggedId, recordStory } from '#read-models/testing/recorded-story.js';
import { unitFindings } from '#read-models/unit-findings.js';
import { unitPage } from '#read-models/unit-page.js';
import { unitWork } from '#read-models/work.js';

const TODAY = '2021-12-01';
const PERIOD = { from: '2021-08-01', until: '2021-12-01' };
const FENCES: Readonly<Record<string, Fences>> = {
  both: { policy: true, rows: true },
  'the program alone': { policy: true, rows: false },
  'PostgreSQL alone': { policy: false, rows: true },
};
const NONE: Fences = { policy: false, rows: false };

const someone = (person: string | null, ...roles: GrantedRole[]): Reader => ({ person, roles: new Set(roles) });
const READERS: Readonly<Record<string, Reader>> = {
  'the secretary of the city': someone('P:tp.bt'),
  'the chair of a district': someone('P:qa.ct'),
  'the chair of a commune': someone('P:pa1.ct'),
  'a member of the team': someone('P:ba'),
  'the registrar': someone(null, 'registrar'),
  'nobody of note': someone('P:khác'),
};

/** Tasks, a class’s task, findings and figures of two districts, one of which another does not see. */
function told(): Story {
  const s = city();
  s.class('quận', 'tp', 2);
  s.task(['qa'], { title: 'Rà soát F0 ở quận A', deadline: '2021-09-01' });
  s.task(['qb'], { taskId: 'u', title: 'Rà soát F0 ở quận B', deadline: '2021-09-01' });
  s.task(['pa1'], { taskId: 'v', title: 'Rà soát F0 ở phường' });
  s.task(['quận'], { taskId: 'k', title: 'Rà soát F0 ở các quận', deadline: '2021-10-01' });
  s.fanOut('k', 'quận', ['qa', 'qb'], '2021-08-12');
  team(s, { areas: ['qa', 'qb'] });
  found(s, { teamId: 'doan' });
  found(s, { findingId: 'g', units: ['qb'], summary: 'Kiểm soát chưa chặt', tasks: ['u'] });
  asked(s, { findingId: 'g', unit: 'qb' });
  for (const [i, unit] of ['tp', 'qa', 'qb', 'pa1'].entries()) tellCases(s, `r-${unit}`, unit, '2021-08-20', 10 + i);
  // Another city, of which this one sees nothing.
  s.place('kh', null, 'province');
  seat(s, 'kh');
  s.directive('dk', 'kh.party');
  s.task(['kh'], { taskId: 'z', directiveId: 'dk', title: 'Rà soát F0 ở nơi khác' });
  // A mistake that was taken back: nobody sees the commune's task by it.
  s.annul(s.reassign('kh', '2021-09-02', [], 'v'));
  s.reassign('qb', '2021-10-01', [], 'v');
  s.replace('qa.ct', 'P:qa.ct', 'P:mới', '2021-12-10');
  return s;
}

type Ask = (reader: FactReader, at: At) => Promise<unknown>;
const CASES = { measure: 'cases', periodDays: 1 } as const;
const QUESTIONS: Readonly<Record<string, Ask>> = {
  board: (r, at) => taskBoard(r, {}, {}, at),
  'board in pages': async (r, at) => {
    const pages: unknown[] = [];
    let cursor: string | undefined;
    do {
      const page = await taskBoard(r, {}, { limit: 1, cursor }, at);
      pages.push(page);
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    return pages;
  },
  'board of a directive': (r, at) => taskBoard(r, { directive: 'd' }, {}, at),
  'board of a unit': (r, at) => taskBoard(r, { lead: 'qb' }, {}, at),
  'board of an office': (r, at) => taskBoard(r, { office: 'qb.ct' }, {}, at),
  overdue: (r, at) => overdueTasks(r, {}, at),
  summary: (r, at) => taskSummary(r, {}, at),
  tasks: (r, at) => Promise.all(['t', 'u', 'v', 'k', 'k/qa', 'k/qb', 'x', 'z'].map((id) => taskPage(r, id, at))),
  answers: (r, at) => Promise.all(['t', 'u', 'v', 'k', 'k/qb'].map((id) => askWhoAnswers(r, id, at))),
  statuses: (r, at) => Promise.all(['t', 'u', 'v', 'k/qb'].map((id) => askTaskStatus(r, id, at))),
  periods: (r, at) => Promise.all(['t', 'u'].map((id) => askPeriod(r, id, PERIOD, at))),
  'histories of tasks': (r, at) => Promise.all(['u', 'v'].map((id) => taskHistoryPage(r, id, at))),
  search: (r, at) => search(r, { q: 'rà soát F0' }, at),
  'search, one hit': (r, at) => search(r, { q: 'kiểm soát', limit: 1 }, at),
  findings: (r, at) => findings(r, {}, {}, at),
  'findings, one by one': (r, at) => Promise.all(['f', 'g'].map((id) => findingPage(r, id, at))),
  'findings to verify': (r, at) => findingsToVerify(r, { office: 'tp.ct' }, at),
  teams: (r, at) => inspectionTeams(r, {}, at),
  team: (r, at) => inspectionPage(r, 'doan', at),
  'roll-up': (r, at) => figureRollUp(r, { ...CASES, unit: 'tp', from: '2021-08-20', to: '2021-08-20' }, at),
  series: (r, at) => figureSeries(r, { ...CASES, unit: 'qb', ...PERIOD }, at),
  reports: (r, at) => caseReports(r, undefined, {}, at),
  delays: (r, at) => delayReasons(r, { directive: 'd' }, at),
  'findings of units': (r, at) => Promise.all(['qa', 'qb'].map((id) => unitFindings(r, id, PERIOD, at))),
  units: (r, at) => Promise.all(['tp', 'qb'].map((id) => unitPage(r, id, at))),
  work: (r, at) =>
    Promise.all(['tp.party', 'qb'].map((id) => unitWork(r, id, { dueWithinDays: 7, skip: 0, limit: 50 }, at))),
  scorecards: (r, at) => Promise.all(['qa', 'qb'].map((id) => scorecardOfUnit(r, id, PERIOD, at))),
  records: (r, at) =>
    Promise.all(['task-t', 'task-u', 'finding-g', 'task-none', 'unit-qb'].map((stream) => eventsOf(r, stream, at))),
  events: (r, at) => Promise.all([14, 24, 26, 28, 30, 34].map((n) => eventById(r, loggedId(`e${n}`), at))),
  'history of the log': (r, at) => logHistory(r, {}, at, 'vi'),
  'history of a task': (r, at) => Promise.all(['task-u', 'task-v'].map((id) => historyOf(r, id, {}, at, 'vi'))),
  'history of a unit': (r, at) => historyOf(r, 'unit-qb', {}, at, 'vi'),
  'history of a directive': (r, at) => historyOf(r, 'directive-d', {}, at, 'vi'),
};

describe('what a reader sees', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let side: ReadSide;
  let story: Story;
  const pools: Pool[] = [];

  beforeAll(async () => {
    database = await createTestDatabase();
    const now = () => new Date(`${TODAY}T03:00:00Z`);
    side = await ReadSide.open(database, 'fenced', { reader: { now } });
    story = told();
    await recordStory(side.log, story);
    await side.project(7);
  });
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()));
    await side.close();
    await database.close();
  });

  const readerFor = (who: Reader, fences: Fences = FENCES['both'] ?? NONE) => side.reader.readingFor(() => who, fences);
  const as = (role: keyof typeof database.urls, max = 1): Pool => {
    const options = { max, applicationName: 'fences', searchPath: side.build.schema };
    const pool = createPool(database.urls[role], options);
    pools.push(pool);
    return pool;
  };
  const all = async (reader: FactReader, at: At) => {
    const answers: [string, unknown][] = [];
    for (const [name, ask] of Object.entries(QUESTIONS)) {
      answers.push([name, await ask(reader, at).catch((error: Error) => error.message)]);
    }
    return Object.fromEntries(answers);
  };

  describe('by either fence alone', () => {
    it.each(Object.entries(READERS))(
      '%s sees the same',
      async (_, who) => {
        for (const at of [{ asOf: TODAY }, { asOf: '2021-09-15', knownAt: String(story.now - 2) }]) {
          const both = await all(readerFor(who, FENCES['both']), at);
          for (const [name, fences] of Object.entries(FENCES)) {
            if (fences === FENCES['both']) continue;
            const alone = await all(readerFor(who, fences), at);
            for (const question of Object.keys(QUESTIONS)) {
              expect([name, question, alone[question]]).toEqual([name, question, both[question]]);
            }
          }
          // Asked again, of what is held by then.
          expect(await QUESTIONS['board']?.(readerFor(who), at)).toEqual(both['board']);
          // The registrar sees every task and no finding, so one question alone would not bite for everybody.
          const open = readerFor(who, NONE);
          const unfenced = [await QUESTIONS['board']?.(open, at), await QUESTIONS['records']?.(open, at)];
          expect(unfenced).not.toEqual([both['board'], both['records']]);
        }
      },
      120_000,
    );
    it('an auditor and the system see everything', async () => {
      const everything = await all(side.reader, { asOf: TODAY });
      expect(await all(readerFor(someone(null, 'auditor')), { asOf: TODAY })).toEqual(everything);
      expect(await all(readerFor(someone('P:khác'), NONE), { asOf: TODAY })).toEqual(everything);
      expect(await all(side.reader.readingFor(THE_SYSTEM), { asOf: TODAY })).toEqual(everything);
    });
  });

  it('projects whom each stream concerns as the rule says, whatever came in which batch', async () => {
    const [projected, ruled] = await side.reader.snapshot({}, async (snapshot) => {
      const rows = await snapshot.rows<{ stream: string; target: string }>('SELECT stream, target FROM stream_concern');
      const subjects = await snapshot.rows<{ stream: string }>('SELECT stream FROM subject');
      const streams = subjects.map((row) => row.stream).filter(isRestricted);
      const pairs = await snapshot.facts((facts) =>
        facts.each(streams, (stream) => [...concernedBy(facts, stream)].map((target) => `${stream} ${target}`)).flat(),
      );
      return [rows.map(({ stream, target }) => `${stream} ${target}`), pairs];
    });
    expect(projected.sort()).toEqual(ruled.sort());
    expect(projected).toContain('task-v unit-qb');
    expect(projected).not.toContain('task-v unit-kh');
  });

  it('shows a district its own and nothing of the district beside it', async () => {
    const reader = readerFor(someone('P:qa.ct'));
    const { items } = await taskBoard(reader, {}, {}, { asOf: TODAY });
    expect(items.map((card) => card.task)).toEqual(['t', 'v', 'k', 'k/qa']);
    expect(await taskPage(reader, 'u', { asOf: TODAY })).toBeNull();
    expect((await findings(reader, {}, {}, { asOf: TODAY })).items.map((card) => card.finding)).toEqual(['f']);
    expect((await taskSummary(reader, {}, { asOf: TODAY })).total).toBe(3);
    expect((await taskSummary(side.reader, {}, { asOf: TODAY })).total).toBe(5);
    const { sum } = (await QUESTIONS['roll-up']?.(reader, { asOf: TODAY })) as { sum: { children: number } };
    expect(sum).toBeDefined();
    expect(await reader.known({}, (known) => Promise.resolve(known.scope))).toBe('own');
  });

  it('keeps nothing for the next asker that this one does not see', async () => {
    const tasksOf = async (who: Reader) =>
      (await taskBoard(readerFor(who), {}, {}, { asOf: TODAY })).items.map((card) => card.task);
    const [wide, narrow] = [someone('P:tp.bt'), someone('P:pa1.ct')];
    const before = [await tasksOf(wide), await tasksOf(narrow), await tasksOf(wide), await tasksOf(someone('P:khác'))];
    expect(before).toEqual([['t', 'u', 'v', 'k', 'k/qa', 'k/qb'], ['v'], before[0], []]);
  });

  it('a former head reads about the days of the term, and no record', async () => {
    const { connections, log, control } = side;
    const now = () => new Date('2021-12-20T03:00:00Z');
    const inNameOf = () => someone('P:qa.ct');
    const then = new FactReader({ connections, head: () => log.head(), log, control, now, inNameOf });
    expect(await taskPage(then, 't', { asOf: '2021-12-09' })).not.toBeNull();
    expect(await taskPage(then, 't', { asOf: '2021-12-10' })).toBeNull();
    expect(await taskPage(then, 't')).toBeNull();
    expect(await historyOf(then, 'task-t', {}, { asOf: '2021-12-09' }, 'vi')).toBeNull();
    expect(await eventsOf(then, 'task-t', { asOf: '2021-12-09' })).toBeNull();
  });

  it('refuses to answer where it was forgotten who asks', async () => {
    const reader = side.reader.readingFor(() => {
      throw new Error('nobody asks here');
    });
    await expect(taskBoard(reader, {}, {})).rejects.toThrow('nobody asks here');
    await expect(askWhoAnswers(reader, 't')).rejects.toThrow('nobody asks here');
    // A decision is asked in nobody's name.
    expect((await reader.ask(0n, (facts) => facts.task('u')?.id)).answer).toBe('u');
  });

  describe('as the reader’s role, by plain SQL', () => {
    const TABLES = ['fact', 'mention', 'subject', 'search_text', 'stream_concern'];
    const restricted = `~ '^(task|inspection|finding|casereport)-'`;
    const count = async (pool: Pool, table: string) => {
      const { rows } = await pool.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${table} WHERE stream ${restricted}`,
      );
      return rows[0]?.n ?? -1;
    };

    it('nothing restricted is there without a context, and all of it for the role that loads facts', async () => {
      const [reader, context] = [as('reader'), as('context')];
      for (const table of TABLES) {
        expect([table, await count(reader, table)]).toEqual([table, 0]);
        expect([table, await count(context, table)]).not.toEqual([table, 0]);
      }
      const { rows } = await reader.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM fact WHERE stream LIKE 'unit-%'`,
      );
      expect(rows[0]?.n).toBeGreaterThan(10);
      const named = await reader.query(`SELECT FROM mention WHERE target ${restricted}`);
      expect(named.rowCount).toBe(0);
    });
    it('a context shows what concerns whom it names, and nothing else', async () => {
      const pool = as('reader');
      await pool.query('BEGIN');
      await pool.query(`SELECT set_config('trachnhiem.targets', 'unit-qb person-x', true)`);
      const { rows } = await pool.query<{ stream: string }>(
        `SELECT DISTINCT stream FROM fact WHERE stream LIKE 'task-%' ORDER BY stream`,
      );
      expect(rows.map((row) => row.stream)).toEqual(['task-k', 'task-u', 'task-v']);
      const named = await pool.query(`SELECT FROM mention WHERE target = 'task-k/qa'`);
      expect(named.rowCount).toBe(0);
      await pool.query('COMMIT');
    });
    it('a context ends with its transaction: a connection that is used again shows nothing', async () => {
      const pool = as('reader');
      const settings = contextOf(EVERYTHING);
      await pool.query('BEGIN');
      for (const [name, value] of settings) await pool.query('SELECT set_config($1, $2, true)', [name, value]);
      expect(await count(pool, 'fact')).toBeGreaterThan(0);
      await pool.query('COMMIT');
      expect(await count(pool, 'fact')).toBe(0);
    });
    it('the connections of the server are left without a context', async () => {
      const reader = readerFor(someone('P:tp.bt'));
      await Promise.all(Array.from({ length: 12 }, () => taskBoard(reader, {}, {}, { asOf: TODAY })));
      const left = await side.connections.rows.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM ${side.build.schema}.fact WHERE stream ${restricted}`,
      );
      expect(left.rows).toEqual([{ n: 0 }]);
    });
    it('the owner is held by it too, and neither role changes a row or reads the log', async () => {
      expect(await count(as('owner'), 'fact')).toBe(0);
      for (const role of ['reader', 'context'] as const) {
        await expect(as(role).query(`DELETE FROM fact`)).rejects.toThrow('permission denied');
        await expect(as(role).query(`INSERT INTO stream_concern VALUES ('task-t', 'unit-x')`)).rejects.toThrow(
          'permission denied',
        );
      }
    });
    it('every table of a build that names streams is fenced', async () => {
      const { rows } = await as('owner').query<{ name: string }>(
        `SELECT relname AS name FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
         WHERE relnamespace = $1::regnamespace AND relkind = 'r' AND attname IN ('stream', 'target')
           AND NOT (relrowsecurity AND relforcerowsecurity)`,
        [side.build.schema],
      );
      expect(rows).toEqual([]);
    });
  });

  it('steps by what is seen alone', async () => {
    const ordinals = async (who: Reader) =>
      readerFor(who).snapshot({ asOf: TODAY }, async (snapshot) =>
        (await eventsAfter(snapshot, 0, 200)).map((row) => row.stream).filter((stream) => stream.startsWith('task-u')),
      );
    expect([await ordinals(someone('P:qa.ct')), (await ordinals(someone('P:qb.ct'))).length]).toEqual([[], 1]);
    const next = (who: Reader) =>
      readerFor(who).known({ asOf: TODAY }, (known) => known.nextChange(['task-u', 'lead unit-qb'], 0));
    expect([await next(someone('P:khác')), await next(someone('P:qb.ct'))]).toEqual([null, expect.any(Number)]);
  });
});

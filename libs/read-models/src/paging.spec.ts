import { createTestDatabase } from '#database/testing/test-database.js';
import type { Database } from '#database/database.js';
import { city, Story } from '#domain/testing/story.js';
import { directives } from './directive-page.js';
import { BadCursor } from './paging.js';
import { taskBoard, taskSummary } from './task-board.js';
import { recordStory } from './testing/recorded-story.js';
import { ReadSide } from './testing/read-side.js';
import { units } from './unit-page.js';

let database: Database;
let side: ReadSide;
let story: Story;

/** 23 tasks of two directives, and a class task that was fanned out to 3 members in one event. */
beforeAll(async () => {
  database = await createTestDatabase();
  side = await ReadSide.open(database, 'paging');
  story = city();
  story.directive('d2', 'tp.party');
  for (let i = 1; i <= 23; i++) {
    const directiveId = i % 2 === 0 ? 'd2' : 'd';
    story.task(['qa'], { taskId: `t${i}`, directiveId, deadline: i % 3 === 0 ? '2021-08-12' : null });
  }
  story.class('lop', 'tp', 3);
  story.members('lop', ['qa', 'qb', 'pa1'], '2021-01-01');
  story.task(['lop'], { taskId: 'c', directiveId: 'd2' });
  story.fanOut('c', 'lop', ['qa', 'qb', 'pa1'], '2021-08-10');
  await recordStory(side.log, story);
  await side.project();
});
afterAll(async () => {
  await side.close();
  await database.close();
});

const at = { asOf: '2021-08-20' };

async function walk(limit: number, filter = {}): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 100; pages++) {
    const page = await taskBoard(side.reader, filter, { limit, cursor }, at);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    found.push(...page.items.map((item) => item.task));
    if (page.next === null) return found;
    cursor = page.next;
  }
  throw new Error('no end');
}

const own = Array.from({ length: 23 }, (_, i) => `t${i + 1}`);
const everything = [...own, 'c', 'c/pa1', 'c/qa', 'c/qb'];

describe('a list in pages', () => {
  it.each([1, 4, 9, 24, 25, 26, 27, 200])('of %i holds every task once, in the order of record', async (limit) => {
    expect(await walk(limit)).toEqual(everything);
  });

  it.each([1, 2, 3, 7])('of %i loses none where a filter leaves most out', async (limit) => {
    expect(await walk(limit, { status: 'open-overdue' })).toEqual(['t3', 't6', 't9', 't12', 't15', 't18', 't21']);
  });

  it('tells the last page from a full one', async () => {
    expect((await taskBoard(side.reader, {}, { limit: 27 }, at)).next).toBeNull();
    expect((await taskBoard(side.reader, {}, { limit: 26 }, at)).next).not.toBeNull();
  });

  it('goes on without loss while more is recorded', async () => {
    const first = await taskBoard(side.reader, {}, { limit: 10 }, at);
    const before = story.now;
    story.task(['qb'], { taskId: 'moi' });
    await recordStory(side.log, story, { from: before + 1 });
    await side.project();
    const cursor = first.next ?? '';
    const rest = await taskBoard(side.reader, {}, { limit: 200, cursor }, at);
    expect([...first.items, ...rest.items].map((i) => i.task)).toEqual([...everything, 'moi']);
    const asKnownThen = await taskBoard(side.reader, {}, { cursor }, { ...at, knownAt: String(before) });
    expect([...first.items, ...asKnownThen.items].map((i) => i.task)).toEqual(everything);
  });

  it('has at least 1 and at most 200 items a page', async () => {
    expect((await taskBoard(side.reader, {}, { limit: 0 }, at)).items).toHaveLength(1);
    expect((await taskBoard(side.reader, {}, { limit: 1e9 }, at)).items.length).toBeLessThanOrEqual(200);
  });

  it('refuses a cursor of another list, and what is none', async () => {
    const { next } = await units(side.reader, {}, { limit: 1 }, at);
    expect(next).not.toBeNull();
    await expect(taskBoard(side.reader, {}, { cursor: next ?? '' }, at)).rejects.toThrow(BadCursor);
    await expect(directives(side.reader, { cursor: next ?? '' }, at)).rejects.toThrow(BadCursor);
    for (const cursor of ['', 'x', '%%%', Buffer.from('1 task-\0').toString('base64url'), 'MSB0YXNr']) {
      await expect(taskBoard(side.reader, {}, { cursor }, at)).rejects.toThrow(BadCursor);
    }
  });
});

describe('the tasks of a directive', () => {
  it("are its own and its class tasks' members'", async () => {
    expect(await walk(5, { directive: 'd2' })).toEqual([
      ...own.filter((_, i) => i % 2 === 1),
      'c',
      'c/pa1',
      'c/qa',
      'c/qb',
    ]);
  });

  it('are counted with the members apart', async () => {
    const summary = await taskSummary(side.reader, { directive: 'd2' }, at);
    expect(summary).toMatchObject({ total: 12, memberTasks: 3, ledByClass: 1 });
    expect(summary.byStatus).toMatchObject({ 'open-overdue': 3, 'no-deadline': 9 });
  });
});

import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { city } from '#domain/testing/story.js';
import { BadCursor } from '#read-models/paging.js';
import { loggedId, recordStory } from '#read-models/testing/recorded-story.js';
import { ReadSide } from '#read-models/testing/read-side.js';
import { historyOf, logHistory } from './history.js';

const AS_OF = '2021-10-01';

describe('stepping through history', () => {
  let database: Database;
  let side: ReadSide;
  const ids: Record<string, number> = {};
  const story = city();
  const tell = (name: string, id: string) => {
    ids[name] = story.now;
    return id;
  };
  tell('task', story.task(['qa.gov'], { deadline: '2021-11-01' }));
  tell('elsewhere', story.place('qc', 'tp'));
  tell('head', story.replace('qa.ct', 'P:qa.ct', 'P:an', '2021-09-02'));
  const wrong = tell('wrong', story.clarify('2021-09-01', '2021-09-03'));
  tell('annulment', story.annul(wrong));
  tell('later', story.leave('qa.ct', 'P:an', '2021-12-01'));
  tell('lead', story.reassign('qb.gov', '2021-09-06'));
  tell('former', story.replace('qa.ct', 'P:an', 'P:bình', '2021-09-07'));
  tell('reported', story.complete('2021-09-08', 'qb.gov'));

  beforeAll(async () => {
    database = await createTestDatabase();
    side = await ReadSide.open(database, 'history');
    await recordStory(side.log, story);
    await side.project();
  });
  afterAll(async () => {
    await side.close();
    await database.close();
  });

  const of = (stream: string, page = {}, knownAt?: number, language: 'vi' | 'en' = 'vi') =>
    historyOf(side.reader, stream, page, { asOf: AS_OF, knownAt: knownAt?.toString() }, language);
  const sentences = (step: { differences: { words: string }[] } | undefined) => step?.differences.map((d) => d.words);

  it('shows the events of the task, and each event of another record that changed who answers', async () => {
    const history = await of('task-t');
    expect(history?.items.map(({ event }) => [event.position, event.type])).toEqual([
      [ids['task'], 'TaskAssigned'],
      [ids['head'], 'HeadReplaced'],
      [ids['wrong'], 'DeadlineClarified'],
      [(ids['annulment'] ?? 0) - 1, 'AnnulmentProposed'],
      [ids['annulment'], 'RecordAnnulled'],
      // The head leaves after the date that is asked about; the line says until when it is held.
      [ids['later'], 'AppointmentEnded'],
      [ids['lead'], 'TaskReassigned'],
      [ids['reported'], 'CompletionReported'],
    ]);
    expect(history).toMatchObject({ stream: 'task-t', asOf: AS_OF, knownAt: story.now, next: null, incomplete: [] });
  });

  it('tells each difference in words, with the state before and after', async () => {
    const steps = (await of('task-t'))?.items ?? [];
    expect(steps.map(sentences)).toEqual([
      ['Bắt đầu có trong hồ sơ'],
      ['Người chịu trách nhiệm: qa.ct, qa.gov (P:qa.ct) → qa.ct, qa.gov (P:an)'],
      ['Trạng thái: trong hạn → quá hạn', 'Hạn: 2021-11-01 → 2021-09-01', 'Số ngày quá hạn: 0 → 29'],
      [],
      ['Trạng thái: quá hạn → trong hạn', 'Hạn: 2021-09-01 → 2021-11-01', 'Số ngày quá hạn: 29 → 0'],
      ['Người chịu trách nhiệm qa.ct, qa.gov (P:an) – Giữ chức đến trước ngày: chưa rõ → 2021-12-01'],
      ['Người chịu trách nhiệm: qa.ct, qa.gov (P:an) → qb.ct, qb.gov (P:qb.ct)'],
      ['Trạng thái: trong hạn → chờ xác minh'],
    ]);
    expect(steps[0]).toMatchObject({ before: null, says: 'Giao qa.gov chủ trì, hạn 2021-11-01' });
    expect(steps[1]).toMatchObject({
      event: { id: loggedId(`e${ids['head']}`), name: 'Thay người giữ chức vụ', on: '2021-09-02' },
      before: { lines: [{ holder: 'P:qa.ct' }] },
      after: { lines: [{ holder: 'P:an' }] },
    });
    // Where nothing happened in between, one step begins as the one before has ended.
    for (const [i, step] of steps.entries()) if (i > 0) expect(step.before).toEqual(steps[i - 1]?.after);
  });

  it('keeps what was annulled later, and says so only once it is known', async () => {
    const by = { by: loggedId(`e${ids['annulment']}`), position: ids['annulment'] };
    expect((await of('task-t'))?.items[2]).toMatchObject({ event: { type: 'DeadlineClarified' }, annulled: by });
    const before = await of('task-t', {}, ids['wrong']);
    expect(before?.items).toHaveLength(3);
    expect(before?.items[2]).toMatchObject({ event: { type: 'DeadlineClarified' }, annulled: null });
  });

  it('speaks English where English is asked for', async () => {
    const steps = (await of('task-t', {}, undefined, 'en'))?.items ?? [];
    expect(sentences(steps[2])).toEqual([
      'Status: in term → overdue',
      'Deadline: 2021-11-01 → 2021-09-01',
      'Days overdue: 0 → 29',
    ]);
    expect(steps[1]?.event.name).toBe('Head replaced');
  });

  it('comes in pages that put together are the whole', async () => {
    const whole = await of('task-t');
    const items: unknown[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page: Awaited<ReturnType<typeof of>> = await of('task-t', { limit: 3, cursor });
      items.push(...(page?.items ?? []));
      expect(page?.items.length).toBeLessThanOrEqual(3);
      cursor = page?.next ?? null;
    }
    expect(items).toEqual(whole?.items);
    await expect(of('task-t', { cursor: 'không' })).rejects.toThrow(BadCursor);
    const ahead = Buffer.from('after 99999').toString('base64url');
    await expect(of('task-t', { cursor: ahead })).rejects.toThrow(BadCursor);
  });

  it('goes through a unit with its tasks, and through an office', async () => {
    const unit = await of('unit-qb.gov');
    expect(unit?.items.map(({ event }) => event.type)).toEqual([
      'BodyRegistered',
      'OfficeCreated',
      'HeadAppointed',
      'TaskReassigned',
      'CompletionReported',
    ]);
    expect(sentences(unit?.items.at(-1))).toEqual([
      'Nhiệm vụ Rà soát F0 điều trị tại nhà (t) – Trạng thái: trong hạn → chờ xác minh',
    ]);
    const office = await of('office-qa.ct');
    expect(office?.items.map(({ event }) => event.type)).toEqual([
      'OfficeCreated',
      'HeadAppointed',
      'HeadReplaced',
      'AppointmentEnded',
      'HeadReplaced',
    ]);
    expect(await of('task-không-có')).toBeNull();
  });

  it('goes through the whole log, each event with what it changed of its own record', async () => {
    const log = await logHistory(side.reader, { limit: 200 }, { asOf: AS_OF }, 'vi');
    expect(log.items.map(({ event }) => event.position)).toEqual(story.events.map((fact) => fact.ordinal));
    expect(sentences(log.items[(ids['reported'] ?? 0) - 1])).toEqual(['Trạng thái: trong hạn → chờ xác minh']);
    const first = await logHistory(side.reader, { limit: 5 }, { asOf: AS_OF, knownAt: '7' }, 'vi');
    const second = await logHistory(
      side.reader,
      { limit: 5, cursor: first.next ?? '' },
      { asOf: AS_OF, knownAt: '7' },
      'vi',
    );
    expect([first.items.length, second.items.length, second.next]).toEqual([5, 2, null]);
  });
});

import { openSystem, type System } from '#api/system.js';
import { runReplay } from '../apps/cli/src/replay.js';
import type { Database } from '#database/database.js';
import { createTestDatabase } from '#database/testing/test-database.js';
import { city } from '#domain/testing/story.js';
import { recordStory } from '#read-models/testing/recorded-story.js';

interface Printed {
  schema: string;
  to: number;
  continuedAt: number;
  reached: number;
  stopped: boolean;
  dropped: boolean;
  rows: { fact: number };
  equalToLive: boolean;
  differences: unknown[];
  answer: { knownAt: number; lines: { holder: string }[] };
}

describe('cli replay', () => {
  let database: Database;
  let system: System;
  const story = city();
  story.task(['qa.gov']);
  const then = story.now;
  story.replace('qa.ct', 'P:qa.ct', 'P:an', '2021-09-02');

  beforeAll(async () => {
    database = await createTestDatabase();
    system = await openSystem({ database, project: true });
    await recordStory(system.log, story);
    await system.reader.known({ atLeast: story.now }, () => Promise.resolve());
  }, 120_000);
  afterAll(async () => {
    await system.close();
    await database.close();
  });

  const run = async (args: string[], signal = new AbortController().signal) => {
    const printed: string[] = [];
    const progress: string[] = [];
    const print = (text: string) => printed.push(text);
    const same = await runReplay({ system, database, args, signal, print, progress: (text) => progress.push(text) });
    return { same, progress, said: JSON.parse(printed.join('')) as Printed };
  };
  const ask = ['--ask', 'tasks/t/who-answers', '--as-of', '2021-09-10'];

  it('replays up to a position and no further, beside what is read, and goes on where it was stopped', async () => {
    const stopped = await run(['--to', String(then)], AbortSignal.abort());
    expect(stopped.said).toMatchObject({ schema: `replay_${then}`, to: then, reached: 0, stopped: true });
    const done = await run(['--to', String(then)]);
    expect(done.said).toMatchObject({ reached: then, stopped: false, rows: { fact: then } });
    expect(done.progress.join('')).toMatch(new RegExp(`${then}/${then}  \\d+/s  0 s left`));
    expect((await run(['--to', String(then)])).said).toMatchObject({ continuedAt: then, reached: then });
    expect(await system.reader.position()).toBe(story.now);
  });

  it('is asked any page, and says whether the live system says the same with that known time', async () => {
    const { same, said } = await run(['--to', String(then), ...ask]);
    expect([same, said.equalToLive, said.differences]).toEqual([true, true, []]);
    expect(said.answer).toMatchObject({ knownAt: then, lines: [{ holder: 'P:qa.ct' }] });
  });

  it('finds that the live system says something else', async () => {
    await run(['--to', String(story.now)]);
    const { schema } = system.build;
    const change = (data: string, where: string) =>
      `UPDATE ${schema}.fact SET data = ${data} WHERE type = 'HeadReplaced' AND ${where}`;
    const { readDatabase } = await import('#read-models/read-database.js');
    const owner = await readDatabase(database.urls.projector, { max: 1, applicationName: 'somebody' }).initialize();
    await owner.query(change(`jsonb_set(data::jsonb, '{incoming}', '"P:khác"')::json`, 'true'));
    await owner.destroy();
    const fresh = await openSystem({ database, project: false });
    try {
      const printed: string[] = [];
      const args = ['--to', String(story.now), ...ask];
      const signal = new AbortController().signal;
      const print = (text: string) => printed.push(text);
      const same = await runReplay({ system: fresh, database, args, signal, print, progress: () => undefined });
      const said = JSON.parse(printed.join('')) as Printed;
      expect([same, said.equalToLive]).toEqual([false, false]);
      expect(said.differences).toMatchObject([{ words: expect.stringContaining('P:khác') as unknown }]);
    } finally {
      await fresh.close();
    }
  });

  it('is removed when asked to be', async () => {
    expect((await run(['--to', String(then), '--drop'])).said).toMatchObject({ dropped: true });
    expect((await run(['--to', String(then), '--drop'])).said).toMatchObject({ dropped: false });
    await expect(run(['--to', 'hôm qua'])).rejects.toThrow('--to');
    await expect(run(['--to', '9999'])).rejects.toThrow(`the log, which ends at ${story.now}`);
  });
});

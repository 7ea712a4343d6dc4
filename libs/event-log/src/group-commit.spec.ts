import { GroupCommit, type Waiting } from './group-commit.js';

/** Groups under way, committed by hand. */
class Commits {
  readonly groups: string[][] = [];
  private readonly finish: (() => void)[] = [];

  readonly commit = (group: readonly Waiting[]): Promise<void> => {
    this.groups.push(group.map((append) => append.stream));
    return new Promise((resolve) => this.finish.push(resolve));
  };

  /** Ends the oldest group under way and lets the next one start. */
  async end(): Promise<void> {
    this.finish.shift()?.();
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  }
}

function setUp(): { commits: Commits; add: (...streams: string[]) => void; queue: GroupCommit<Waiting> } {
  const commits = new Commits();
  const queue = new GroupCommit(commits.commit);
  return { commits, queue, add: (...streams) => streams.forEach((stream) => queue.add({ stream, bytes: 1000 })) };
}

describe('group commit', () => {
  it('sends an append at once if nothing is under way', () => {
    const { commits, add } = setUp();
    add('task-a');
    expect(commits.groups).toEqual([['task-a']]);
  });

  it('sends what gathered meanwhile as one group', async () => {
    const { commits, add } = setUp();
    add('task-a', 'task-b', 'task-c');
    expect(commits.groups).toEqual([['task-a']]);
    await commits.end();
    expect(commits.groups).toEqual([['task-a'], ['task-b', 'task-c']]);
  });

  it('lets writers who were just answered into the next group', async () => {
    const { commits, add } = setUp();
    add('task-a', 'task-b');
    const ended = commits.end();
    await Promise.resolve();
    add('task-a');
    await ended;
    expect(commits.groups).toEqual([['task-a'], ['task-b', 'task-a']]);
  });

  it('never puts two appends to one stream into a group, and keeps their order', async () => {
    const { commits, add } = setUp();
    add('task-x', 'task-a', 'task-a', 'task-b', 'task-a');
    await commits.end();
    await commits.end();
    await commits.end();
    expect(commits.groups).toEqual([['task-x'], ['task-a', 'task-b'], ['task-a'], ['task-a']]);
  });

  it('never has two appends to one stream under way', () => {
    const { commits, queue } = setUp();
    for (let i = 0; i < 3; i++) queue.add({ stream: 'task-a', bytes: 100_000 });
    expect(commits.groups).toEqual([['task-a']]);
  });

  it('sends a second group beside the first if it is worth a flush, but never a third', () => {
    const { commits, queue } = setUp();
    for (const stream of ['task-a', 'task-b', 'task-c', 'task-d']) queue.add({ stream, bytes: 100_000 });
    expect(commits.groups).toEqual([['task-a'], ['task-b']]);
  });

  it('ends a group at 256 appends and at 4 MiB', async () => {
    const { commits, queue } = setUp();
    const add = (name: string, count: number, bytes: number) => {
      for (let i = 0; i < count; i++) queue.add({ stream: `${name}-${i}`, bytes });
    };
    add('first', 1, 1);
    add('small', 300, 1);
    await commits.end();
    await commits.end();
    add('big', 12, 500_000);
    await commits.end();
    expect(commits.groups.map((group) => group.length).slice(0, 3)).toEqual([1, 256, 44]);
    expect(Math.max(...commits.groups.slice(3).map((group) => group.length))).toBe(8);
  });

  it('is drained when nothing waits and nothing is under way', async () => {
    const { commits, queue, add } = setUp();
    await queue.drained();
    add('task-a', 'task-b');
    let drained = false;
    const waiting = queue.drained().then(() => (drained = true));
    await commits.end();
    expect(drained).toBe(false);
    await commits.end();
    await waiting;
    expect(commits.groups).toEqual([['task-a'], ['task-b']]);
  });
});

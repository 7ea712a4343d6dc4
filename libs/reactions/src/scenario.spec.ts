import { LogContext } from '#commands/log-context.js';
import { InMemoryOutcomes } from '#commands/outcomes.js';
import { type CommandSideUnderTest, openCommandSide } from '#commands/testing/command-side.js';
import { district, type Record, recording } from '#commands/testing/district.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { REACTIONS } from './reaction-table.js';
import { Reactor } from './reactor.js';
import { InMemoryReactionStore } from './testing/in-memory-reaction-store.js';

describe('a figure that crosses a threshold', () => {
  let side: CommandSideUnderTest;
  let reactor: Reactor;
  let record: Record;
  let store: InMemoryReactionStore;
  beforeEach(async () => {
    const log = new InMemoryEventLog();
    const context = new LogContext(log);
    side = await openCommandSide(log, new InMemoryOutcomes(), context);
    store = new InMemoryReactionStore();
    await store.begin(0n);
    const now = () => new Date('2021-08-20T02:00:00Z');
    reactor = new Reactor({ log, context, desk: side.desk, store, reactions: REACTIONS }, { now });
    record = recording(side.desk);
    await district(record);
    for (const taskId of ['k1', 'k2']) {
      const conditional = { directiveId: 'd', title: 'Kịch bản 2.000 ca', leads: ['qa'], on: '2021-08-10' };
      await record('AssignTask', { taskId, ...conditional, condition: 'khi trên 2.000 ca một ngày' });
    }
    await record('DefineThreshold', {
      thresholdId: 'n1',
      title: 'Mức 2.000 ca/ngày',
      unit: 'qa',
      measure: 'cases',
      value: 2000,
      definedBy: 'tp.ubnd',
      tasks: ['k1', 'k2'],
      from: '2021-08-01',
    });
    await record('PreparePlan', { planId: 'p1', title: 'Kịch bản', by: 'qa.ubnd', on: '2021-08-12', tasks: ['k1'] });
  });
  afterEach(() => side.close());

  const report = (total: number, qualifier: 'about' | null = null, historical = false) =>
    (historical ? recording(side.desk, { historical: true }) : record)('ReportCases', {
      reportId: 'bc-1',
      unit: 'qa',
      figures: [{ from: '2021-08-15', to: '2021-08-15', total, qualifier }],
      on: '2021-08-16',
    });
  const done = async (): Promise<object[]> => {
    const streams = await Promise.all(['threshold-n1', 'task-k1', 'task-k2'].map((one) => side.log.readStream(one)));
    return streams.flatMap((events) => events.slice(1).map(({ type, data }) => ({ type, ...(data as object) })));
  };

  it('is recorded as having, and opens what waits for it, with whether the plan was ready before', async () => {
    await report(2005);
    await reactor.once();
    await reactor.once();
    expect(await done()).toMatchObject([
      { type: 'ThresholdCrossed', value: 2005, on: '2021-08-15' },
      { type: 'ScenarioActivated', taskId: 'k1', on: '2021-08-15', readyBefore: true, thresholdId: 'n1' },
      { type: 'ScenarioActivated', taskId: 'k2', on: '2021-08-15', readyBefore: null, thresholdId: 'n1' },
    ]);
    await store.goBack(0n);
    await reactor.once();
    await reactor.once();
    expect(await done()).toHaveLength(3);
  });

  it('by a correction counts from the correction', async () => {
    await report(1005);
    await reactor.once();
    expect(await done()).toEqual([]);
    await record('CorrectCases', { reportId: 'bc-1', total: 2005, reason: 'thiếu một phường' });
    await reactor.once();
    await reactor.once();
    expect(await done()).toHaveLength(3);
  });

  it('is left to a person where the words leave it open', async () => {
    await report(2005, 'about');
    await reactor.once();
    expect(await done()).toEqual([]);
  });

  it('does nothing when the report was imported', async () => {
    await report(2005, null, true);
    await reactor.once();
    await reactor.once();
    expect(await done()).toEqual([]);
  });
});

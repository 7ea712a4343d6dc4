import { type Envelope, IllegalEvent } from '../event-log.js';
import { sampleEnvelope, sampleEvents, sampleId } from '../testing/sample-envelope.js';
import { allWithOneLog, errorOf, type LogUnderTest } from './log-under-test.contract.js';

/** Appends that no store ever sees. Illegal payloads are in payloads.contract.ts. */
export function refusing(open: () => Promise<LogUnderTest>): void {
  const opened = allWithOneLog(open);

  const first = (fields: Partial<Envelope>): Envelope[] => [sampleEnvelope('task-t1', 0, fields)];
  const without = (field: keyof Envelope): Envelope[] =>
    first({}).map(
      (e) => Object.fromEntries(Object.entries(e).filter(([key]) => key !== field)) as Partial<Envelope> as Envelope,
    );
  const odd = (fields: { [name: string]: unknown }): Envelope[] => first(fields);
  const cases: [string, Envelope[], RegExp][] = [
    ['no event at all', [], /at least one/],
    ['an envelope of another stream', first({ stream: 'task-t2' }), /stream/],
    ['an envelope of another revision', first({ revision: 1 }), /revision/],
    [
      'revisions that do not follow',
      [...sampleEvents('task-t1', 0, 1), ...sampleEvents('task-t1', 2, 1)],
      /events\[1\]/,
    ],
    ['two events with one id', sampleEvents('task-t1', 0, 2).map((e) => ({ ...e, id: sampleId('one') })), /id/],
    ['an envelope of another version', odd({ v: 2 }), /\.v:/],
    ['an empty origin', first({ origin: '' }), /origin/],
    ['an id that is no UUID', first({ id: 'e1' }), /id/],
    ['an id in capitals', first({ id: sampleId('e').toUpperCase() }), /id/],
    ['an event without a name', first({ type: '' }), /type/],
    ['schema version 0', first({ schema: 0 }), /schema/],
    ['schema version 1.5', first({ schema: 1.5 }), /schema/],
    ['an instant without milliseconds', first({ recordedAt: '2021-08-10T17:00:00Z' }), /recordedAt/],
    ['an instant in local time', first({ recordedAt: '2021-08-10T17:00:00.000+07:00' }), /recordedAt/],
    ['an instant that never was', first({ recordedAt: '2021-02-30T17:00:00.000Z' }), /recordedAt/],
    ['an actor without a name', first({ actor: '' }), /actor/],
    ['a command that is no UUID', first({ command: 'c1' }), /command/],
    ['a body that is no SHA-256', first({ body: 'abc' }), /body/],
    ['a correlation that is no UUID', first({ correlation: '' }), /correlation/],
    ['a causation that is no UUID', first({ causation: 'e0' }), /causation/],
    ['a decision before the log', first({ decidedAt: -1 }), /decidedAt/],
    ['a missing office', without('office'), /office/],
    ['missing data', without('data'), /data/],
    ['a field that no envelope has', odd({ note: 'x' }), /note/],
  ];
  it.each(cases)('%s', async (_, events, reason) => {
    const { log } = opened.now();
    const head = await log.head();
    const error = await errorOf(log.append('task-t1', events, 'new'));
    expect(error).toBeInstanceOf(IllegalEvent);
    expect(error).toMatchObject({ reason: expect.stringMatching(reason) });
    expect(await log.head()).toBe(head);
  });

  it.each(['', 'task', '-t1', 'task-', '$ce-task', 'task-\0', 'task-a\nb', 'task-\ud800', `task-${'x'.repeat(600)}`])(
    'a stream called %j',
    async (stream) => {
      const { log } = opened.now();
      const head = await log.head();
      expect(await errorOf(log.append(stream, [sampleEnvelope('task-t1', 0, { stream })], 'new'))).toBeInstanceOf(
        IllegalEvent,
      );
      expect(await log.head()).toBe(head);
    },
  );

  it.each([-1, 1.5, Number.NaN, 2 ** 31])('expected revision %p', async (expected) => {
    const { log } = opened.now();
    const head = await log.head();
    const error = await errorOf(log.append('task-t1', [sampleEnvelope('task-t1', expected + 1)], expected));
    expect(error).toBeInstanceOf(IllegalEvent);
    expect(await log.head()).toBe(head);
  });
}

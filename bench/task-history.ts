import { randomUUID } from 'node:crypto';
import type { Envelope, EventLog } from '#event-log/event-log.js';
import type { Json } from '#event-log/json.js';

const PER_STREAM = 5;
const WRITERS = 32;

/** Fills a log with tasks of five events each, of neutral content; `already` events are there from before. */
export async function fillWithTasks(
  log: EventLog,
  events: number,
  onProgress: (done: number) => void = () => undefined,
  already = 0,
): Promise<void> {
  const tasks = (already + events) / PER_STREAM;
  let next = already / PER_STREAM;
  const writer = async (): Promise<void> => {
    for (let task = next++; task < tasks; task = next++) {
      const taskId = `bench${task}`;
      const stream = `task-${taskId}`;
      await log.append(
        stream,
        [
          envelope(stream, 0, 'TaskAssigned', assigned(taskId, task)),
          ...Array.from({ length: PER_STREAM - 1 }, (_, i) =>
            envelope(stream, i + 1, 'CompletionReported', { taskId, on: '2021-09-01', by: 'qa' }),
          ),
        ],
        'new',
      );
      if (task % 1000 === 0) onProgress(task * PER_STREAM - already);
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
}

function envelope(stream: string, revision: number, type: string, data: Json): Envelope {
  const command = randomUUID();
  return {
    v: 1,
    origin: 'trachnhiem',
    stream,
    revision,
    id: randomUUID(),
    type,
    schema: 1,
    recordedAt: '2026-11-22T01:02:03.004Z',
    actor: 'person-0001',
    office: 'office-0001',
    command,
    body: ''.padEnd(64, '0'),
    correlation: command,
    causation: null,
    decidedAt: 1,
    data,
    meta: { historical: true },
  };
}

function assigned(taskId: string, number: number): Json {
  return {
    taskId,
    directiveId: `d${number % 100}`,
    clause: '3.2',
    kind: 'task',
    title: 'Rà soát, bổ sung phương án bảo đảm an sinh xã hội trên địa bàn',
    leads: ['qa', 'qb'],
    leadsStated: true,
    answering: [],
    coordinators: ['health'],
    director: null,
    on: '2021-08-10',
    deadline: null,
    deadlineText: 'sớm',
    condition: null,
    target: null,
  };
}

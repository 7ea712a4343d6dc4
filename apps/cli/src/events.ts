import { parseArgs } from 'node:util';
import { webhookSettings } from '#api/open-webhooks.js';
import type { System } from '#api/system.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { cloudEventOf } from '#hooks/cloud-event.js';
import { eventsOf } from '#read-models/record.js';

export const EVENTS_USAGE = 'events STREAM | events export --cloudevents [--after ORDINAL] [--limit COUNT]';
export const EVENTS_HELP = `The recorded events of a stream (task-…, office-…, unit-…); JSON. export: the log from a position on as
      CloudEvents 1.0, one a line, in order; sealed fields stay sealed.`;

/** `npm run cli -- events …` */
export async function runEvents(system: System, args: string[], signal: AbortSignal): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { cloudevents: { type: 'boolean' }, after: { type: 'string' }, limit: { type: 'string' } },
  });
  const [stream] = positionals;
  if (stream === undefined) throw new DatabaseProblem('STREAM is missing', 'See --help.');
  if (stream === 'export') {
    if (!values.cloudevents) throw new DatabaseProblem('events export needs --cloudevents', 'See --help.');
    return exportLog(system, count(values.after, '--after') ?? 0, count(values.limit, '--limit'), signal);
  }
  const answer = await eventsOf(system.reader, stream);
  if (answer === null) throw new DatabaseProblem(`${stream} is not known`, 'Check the id and the known time.');
  console.log(JSON.stringify(answer, null, 2));
}

async function exportLog(
  { log }: System,
  after: number,
  limit: number | undefined,
  signal: AbortSignal,
): Promise<void> {
  const { at } = webhookSettings(process.env);
  for await (const batch of log.readAll(BigInt(after), limit === undefined ? {} : { limit })) {
    for (const event of batch) {
      signal.throwIfAborted();
      const line = `${JSON.stringify(cloudEventOf(event, at))}\n`;
      // Whoever reads slowly is waited for.
      if (!process.stdout.write(line)) await new Promise((resolve) => process.stdout.once('drain', resolve));
    }
  }
}

function count(value: string | undefined, name: string): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,15}$/.test(value)) throw new DatabaseProblem(`${name}: not a number`, 'See --help.');
  return Number(value);
}

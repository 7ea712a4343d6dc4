import { EXAMPLES } from '#api/command-examples.js';
import { EXAMPLE_FILE } from '#api/task-follow-up-examples.js';
import type { Receipt } from '#commands/command.js';
import { recordsFor } from '../command-story.js';
import type { Operation } from './api-document.js';
import type { OnRecord } from './arbitraries.js';
import type { Wire } from './wire.js';

/**
 * Records the examples of the documentation, so that there is something to ask about. Their keys make the ids of commands
 * and events the same in every run.
 */
export async function tellStory(wire: Wire, operations: readonly Operation[]): Promise<OnRecord> {
  const receipts = new Map<string, Receipt>();
  const send = (target: string, body: Buffer, headers: Record<string, string>) =>
    wire.send({ as: 'somebody', method: 'POST', target, body, headers });
  await send('/evidence', Buffer.from(EXAMPLE_FILE), { 'Content-Type': 'application/octet-stream' });
  const uuids: string[] = [];
  let head = 0;
  for (const [i, { command, body }] of EXAMPLES.entries()) {
    const route = operations.find((operation) => operation.body === command);
    const sent = Buffer.from(JSON.stringify({ ...body, ...recordsFor(command, body, receipts) }));
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': `story-${i}` };
    const answer = await send(route?.path ?? '', sent, headers);
    if (answer.status !== 201) throw new Error(`${command}: ${answer.status} ${answer.body.toString('utf8')}`);
    const receipt = JSON.parse(answer.body.toString('utf8')) as Receipt;
    receipts.set(command, receipt);
    uuids.push(receipt.commandId, ...receipt.events.map(({ id }) => id));
    head = Math.max(head, receipt.position ?? 0);
  }
  return { ids: idsIn(EXAMPLES.map(({ body }) => body)), uuids, head };
}

/** Texts that stand where an id may stand: letters and digits with an id's marks between, no spaces. */
function idsIn(bodies: readonly object[]): string[] {
  const found = new Set<string>();
  const walk = (value: unknown) => {
    if (typeof value === 'string' && /^[\p{L}\p{N}][\p{L}\p{N}._:~-]{0,40}$/u.test(value) && !/^\d{4}-/.test(value))
      found.add(value);
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  bodies.forEach(walk);
  return [...found];
}

import { v5 } from 'uuid';
import type { Envelope } from '../event-log.js';
import type { Json } from '../json.js';

const NAMESPACE = '2c1f9d5e-8b1a-5c43-9f0e-5d2b1c7a9e11';

/** A UUID that is always the same for the same name. */
export function sampleId(name: string): string {
  return v5(name, NAMESPACE);
}

/** A legal envelope of a stream, with everything that the test does not care about filled in. */
export function sampleEnvelope(stream: string, revision: number, fields: Partial<Envelope> = {}): Envelope {
  const command = fields.command ?? sampleId(`${stream} command ${revision}`);
  return {
    v: 1,
    origin: 'mẫu',
    stream,
    revision,
    id: sampleId(`${command} ${stream} ${revision}`),
    type: 'TaskAssigned',
    schema: 1,
    recordedAt: '2026-11-22T01:02:03.004Z',
    actor: null,
    office: null,
    command,
    body: '0'.repeat(64),
    correlation: command,
    causation: null,
    decidedAt: null,
    data: {},
    meta: {},
    ...fields,
  };
}

/** `count` events of one command from a revision on; each `data` is its place in the append, or what `data` says. */
export function sampleEvents(
  stream: string,
  from: number,
  count: number,
  data: (index: number) => Json = (index) => index,
): Envelope[] {
  const command = sampleId(`${stream} command ${from}`);
  return Array.from({ length: count }, (_, i) => sampleEnvelope(stream, from + i, { command, data: data(i) }));
}

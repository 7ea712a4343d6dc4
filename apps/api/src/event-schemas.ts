import { readdirSync, readFileSync } from 'node:fs';
import { versionOf } from '#event-log/upcast.js';
import type { Schema } from './answer-parts.js';

const FOLDER = new URL('../../../docs/event-schemas/', import.meta.url);

/** The JSON Schemas of all payloads, by `Event.vN`, as docs/event-schemas has them. */
export const EVENT_SCHEMAS: ReadonlyMap<string, Schema> = new Map(
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => [name.replace(/\.json$/, ''), JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Schema]),
);

export interface EventVersions {
  event: string;
  /** Version in which it is recorded today; an older one is read in it. */
  current: number;
  versions: number[];
}

const versionedRef = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** How an event shows its payload: in today's version, and, as it was recorded, in any. By `type`, which stands beside. */
export const EVENT_DATA: Readonly<Record<string, Schema>> = {
  EventData: {
    description: 'The payload in today’s version: by `type` the component of that name, as `TaskAssigned.v1`.',
    anyOf: [...EVENT_SCHEMAS.keys()]
      .filter((name) => name === `${name.split('.v')[0]}.v${versionOf(name.split('.v')[0] ?? '')}`)
      .map(versionedRef),
  },
  RecordedEventData: {
    description:
      'The payload as it was recorded: by `type` and `schema` the component of that name, as `TaskAssigned.v1`.',
    anyOf: [...EVENT_SCHEMAS.keys()].map(versionedRef),
  },
};

/** Every event that the log may hold, with its versions. */
export function eventVersions(): EventVersions[] {
  const events = new Map<string, number[]>();
  for (const name of EVENT_SCHEMAS.keys()) {
    const [event = '', version = ''] = name.split('.v');
    events.set(event, [...(events.get(event) ?? []), Number(version)]);
  }
  return [...events].map(([event, versions]) => ({ event, current: versionOf(event), versions }));
}

/** The schemas of one event. Null: there is no such event. */
export function schemasOf(event: string): (EventVersions & { schemas: { version: number; schema: Schema }[] }) | null {
  const found = eventVersions().find((one) => one.event === event);
  if (!found) return null;
  const schemas = found.versions.map((version) => {
    return { version, schema: EVENT_SCHEMAS.get(`${event}.v${version}`) ?? {} };
  });
  return { ...found, schemas };
}

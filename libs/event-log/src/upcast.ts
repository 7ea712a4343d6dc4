import type { LoggedEvent } from './event-log.js';
import type { Json } from './json.js';

/** Turns the payload of one version into that of the next. Pure, and it never fails on what was recorded. */
export type Upcaster = (data: Json) => Json;

/** By event name: how version 1 becomes version 2, version 2 version 3, … An event that is not named has one version. */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

/**
 * The table of versions: the version of an event's payload is one more than it has upcasters, so that there is no new
 * version without the way to it. What changed is in docs/event-schemas, one file a version.
 */
export const UPCASTERS: Upcasters = {};

/** The event is of a version that this program does not know: a newer program has recorded it. Never guessed at. */
export class UnknownSchemaVersion extends Error {
  constructor(event: Pick<LoggedEvent, 'stream' | 'type' | 'schema'>) {
    super(`${event.stream}: this program does not know version ${event.schema} of ${event.type}`);
    this.name = 'UnknownSchemaVersion';
  }
}

/** Version in which an event is recorded today. */
export function versionOf(type: string, upcasters: Upcasters = UPCASTERS): number {
  return upcastersOf(type, upcasters).length + 1;
}

/** The event in today's version; itself if it is of that. The one in the log stays as it was recorded. @throws {UnknownSchemaVersion} */
export function upcast<E extends LoggedEvent>(event: E, upcasters: Upcasters = UPCASTERS): E {
  const version = versionOf(event.type, upcasters);
  if (event.schema === version) return event;
  if (!Number.isInteger(event.schema) || event.schema < 1 || event.schema > version)
    throw new UnknownSchemaVersion(event);
  const steps = upcastersOf(event.type, upcasters).slice(event.schema - 1);
  return { ...event, schema: version, data: steps.reduce((data, step) => step(data), event.data) };
}

/** How many steps there are in all: what was derived from events before a step was added is derived anew. */
export function stepsIn(upcasters: Upcasters = UPCASTERS): number {
  return Object.values(upcasters).reduce((steps, list) => steps + list.length, 0);
}

function upcastersOf(type: string, upcasters: Upcasters): readonly Upcaster[] {
  return Object.hasOwn(upcasters, type) ? (upcasters[type] ?? []) : [];
}

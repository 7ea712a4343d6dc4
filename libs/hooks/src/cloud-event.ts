import type { LoggedEvent } from '#event-log/event-log.js';
import type { Json } from '#event-log/json.js';

/** One event, or a list of them, as HTTP names their form. */
export const CLOUD_EVENT = 'application/cloudevents+json';
export const CLOUD_EVENTS = 'application/cloudevents-batch+json';

/** What every CloudEvent of this log says. Attributes of our own have lower-case names and are texts, as the format asks. */
interface CloudEventHead {
  readonly specversion: '1.0';
  /** Id of the event in the log. */
  readonly id: string;
  /** The log in which it was first recorded; a copied log keeps it. */
  readonly source: string;
  /** `vn.trachnhiem.TaskAssigned.v1`: name and version of the payload. */
  readonly type: string;
  /** The stream. */
  readonly subject: string;
  /** When it was recorded, UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Place in the log, in decimal digits: an integer of CloudEvents has 31 bits only. */
  readonly ordinal: string;
}

/** Everything that is on record of an event, sealed fields as ciphertext. What is null in the log is left out. */
export interface CloudEvent extends CloudEventHead {
  readonly dataschema: string;
  /** Place in its stream, in decimal digits. */
  readonly revision: string;
  readonly actor?: string;
  readonly office?: string;
  readonly correlation: string;
  readonly causation?: string;
  readonly data: Json;
}

/** That something was recorded, and where to ask for it. */
export interface ThinCloudEvent extends CloudEventHead {
  readonly data: { readonly stream: string; readonly type: string; readonly position: number };
}

/**
 * An event of the log as a CloudEvent 1.0 in JSON, in the version in which it was recorded.
 *
 * @param at address of this API for others (`https://tn.example.vn`): the schema is then an address that answers, and a
 *   name (URN) otherwise
 */
export function cloudEventOf(event: LoggedEvent, at: string | null): CloudEvent {
  const { actor, office, causation, correlation } = event;
  return {
    ...headOf(event),
    dataschema:
      at === null
        ? `urn:trachnhiem:event-schemas:${event.type}:v${event.schema}`
        : `${at}/event-schemas/${event.type}#v${event.schema}`,
    revision: String(event.revision),
    ...(actor === null ? {} : { actor }),
    ...(office === null ? {} : { office }),
    correlation,
    ...(causation === null ? {} : { causation }),
    data: event.data,
  };
}

/** The same without who did it and what it says. */
export function thinCloudEventOf(event: LoggedEvent): ThinCloudEvent {
  const { stream, type } = event;
  return { ...headOf(event), data: { stream, type, position: Number(event.ordinal) } };
}

function headOf(event: LoggedEvent): CloudEventHead {
  return {
    specversion: '1.0',
    id: event.id,
    source: `urn:trachnhiem:log:${encodeURIComponent(event.origin)}`,
    type: `vn.trachnhiem.${event.type}.v${event.schema}`,
    subject: event.stream,
    time: event.recordedAt,
    datacontenttype: 'application/json',
    ordinal: String(event.ordinal),
  };
}

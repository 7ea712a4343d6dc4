import type { Type } from '@nestjs/common';
import type { SealedValue } from '#domain/sealed-value.js';
import { RuleViolation } from '#domain/rule-violation.js';
import { canonical } from '#event-log/legal-json.js';
import type { Sealer } from '#sealing/sealer.js';
import { type CommandBody, hashOf, keepBody } from './command-body.js';
import type { RecordingCommand } from './command.js';
import { eventIdOf } from './event-id.js';

/** Under this token a process provides what seals. */
export const SEALER = Symbol('sealer');

interface PersonalFields {
  subjectOf(command: RecordingCommand): string;
  fields: readonly string[];
}
const PERSONAL = new Map<unknown, PersonalFields>();

/** What became of the personal fields of a command. */
interface Sealed {
  subject: string;
  /** Null: the subject is erased. */
  values: Readonly<Record<string, SealedValue>> | null;
}
const SEALED = new WeakMap<RecordingCommand, Sealed>();

/**
 * Says which text fields of a command are personal, and whose they are: the subject is the stream in which the command
 * records, and the fields stand in the first event that it records there.
 */
export function Personal<C extends RecordingCommand>(
  subjectOf: (command: C) => string,
  fields: readonly (keyof C & string)[],
): (command: Type<C>) => void {
  return (command) => {
    PERSONAL.set(command, { subjectOf: (c) => subjectOf(c as C), fields });
  };
}

/**
 * Seals the personal fields of a command where it comes in. What goes on to the handler is a copy without them, so that
 * nothing behind the desk, neither log nor outcomes nor an error, ever has the text. Other commands go on as they are.
 *
 * @throws {IllegalEvent} a text that no store would give back unchanged
 */
export async function sealed<C extends RecordingCommand>(command: C, commandId: string, sealer: Sealer): Promise<C> {
  const personal = PERSONAL.get(command.constructor);
  if (!personal) return command;
  const subject = personal.subjectOf(command);
  const clear = Object.assign(Object.create(Object.getPrototypeOf(command) as object) as C, command);
  const texts: [field: string, text: string][] = [];
  for (const field of personal.fields) {
    const text = (clear as Record<string, unknown>)[field];
    if (typeof text === 'string') texts.push([field, text]);
    delete (clear as Record<string, unknown>)[field];
  }
  const said = canonical(Object.fromEntries(texts), 'body');
  const event = eventIdOf(commandId, subject, 0);
  const values: Record<string, SealedValue> = {};
  let erased = false;
  for (const [field, text] of texts) {
    const value = await sealer.seal({ subject, field, event }, text);
    if (value) values[field] = value;
    else erased = true;
  }
  SEALED.set(clear, { subject, values: erased ? null : values });
  const fields = texts.map(([field]) => field).sort();
  keepBody(
    clear,
    bodyOfTwo(
      { command: clear.constructor.name, body: { ...clear }, personal: fields },
      await sealer.digest(subject, said),
    ),
  );
  return clear;
}

/**
 * The sealed values of a command's personal fields, for its handler.
 *
 * @throws {RuleViolation} `personal-data-erased`
 */
export function sealedOf<F extends string>(command: RecordingCommand): Partial<Record<F, SealedValue>> {
  const found = SEALED.get(command);
  if (!found) throw new Error(`${command.constructor.name} did not come through the desk, its fields are not sealed`);
  if (!found.values) throw new RuleViolation('personal-data-erased', found.subject);
  return found.values as Partial<Record<F, SealedValue>>;
}

const HALF = 32;
const NO_KEY = '0'.repeat(HALF);

/**
 * A telephone number has so few possibilities that its hash gives it away. So the body of a command with personal fields is
 * told by two halves: 128 bits of the SHA-256 of what is clear in it, and 128 bits of a digest of what is personal that needs
 * the subject's key. When the key is destroyed the second half tells nobody anything any more, and a retry is known by the
 * first.
 */
function bodyOfTwo(clear: object, keyed: string | null): CommandBody {
  const first = hashOf(clear).slice(0, HALF);
  const hash = first + (keyed?.slice(0, HALF) ?? NO_KEY);
  return { hash, matches: (kept) => (keyed === null ? kept.startsWith(first) : kept === hash) };
}

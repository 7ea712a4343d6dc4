import { Command } from '@nestjs/cqrs';
import type { Leave } from '#access/command-authority.js';
import type { Precondition } from './precondition.js';

/** What is known of a command besides its body. */
export interface CommandMeta {
  /** UUID. The same id is the same command: it has one effect, and each retry gets the first receipt. */
  readonly commandId: string;
  /** Opaque person id of who asks; null for the system. */
  readonly actor: string | null;
  /** Office in which the actor acts. */
  readonly office: string | null;
  readonly correlation: string;
  readonly causation: string | null;
  /** About the record: source document and line; `historical` for an import, which sets nothing off. */
  readonly record: { readonly source?: SourceReference; readonly historical?: true };
  /** What its subject has to be at still when it is recorded. */
  readonly expected?: Precondition | undefined;
  /** Throws where the sender has no leave by what is known when the decision is made. */
  readonly confirm?: Leave['confirm'] | undefined;
}

export interface SourceReference {
  readonly document: string;
  readonly line: number;
}

/** What a command has recorded. A retry gets the same receipt again. */
export interface Receipt {
  commandId: string;
  /** Ordinal of the last event: ask with `atLeast` this to read your own write. Null if nothing had to be recorded. */
  position: number | null;
  events: { id: string; type: string; stream: string; revision: number; position: number; recordedAt: string }[];
}

/**
 * A command that records events. Its own properties are its body and nothing else is on it, so that no field of a body
 * can stand for something of ours; the meta is kept beside it.
 */
export abstract class RecordingCommand extends Command<Receipt> {}

const METAS = new WeakMap<RecordingCommand, CommandMeta>();

/** Done once, by the desk that takes the command in. */
export function attachMeta<C extends RecordingCommand>(command: C, meta: CommandMeta): C {
  METAS.set(command, meta);
  return command;
}

/** @throws {Error} the command did not come through the desk */
export function metaOf(command: RecordingCommand): CommandMeta {
  const meta = METAS.get(command);
  if (!meta) throw new Error(`${command.constructor.name} was not given its meta`);
  return meta;
}

const REFUSED = new WeakMap<object, string>();

/** Remembers which command met an error, so that its retries are told the same in the same words. */
export function refusedWith(error: unknown, commandId: string): unknown {
  if (typeof error === 'object' && error !== null) REFUSED.set(error, commandId);
  return error;
}

/** The command that met this error; null: none did, or it had not got as far as its id. */
export function commandOf(error: unknown): string | null {
  return typeof error === 'object' && error !== null ? (REFUSED.get(error) ?? null) : null;
}

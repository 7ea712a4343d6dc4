import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { RecordingCommand } from './command.js';

/** What tells one body of a command from another. It stands in the envelope and in the table of outcomes. */
export interface CommandBody {
  /** 64 hexadecimal digits. */
  readonly hash: string;
  /** Is this the body that was kept under the same command id? */
  matches(kept: string): boolean;
}

const KEPT = new WeakMap<RecordingCommand, CommandBody>();

/** For a command whose body may not simply be hashed. */
export function keepBody(command: RecordingCommand, body: CommandBody): void {
  KEPT.set(command, body);
}

/** SHA-256 of the canonical body of a command with its name; of one with personal fields what was kept for it. */
export function bodyOf(command: RecordingCommand): CommandBody {
  return KEPT.get(command) ?? bodyWith(hashOf({ command: command.constructor.name, body: { ...command } }));
}

function bodyWith(hash: string): CommandBody {
  return { hash, matches: (kept) => kept === hash };
}

/** SHA-256 of canonical JSON, hex. */
export function hashOf(value: object): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}

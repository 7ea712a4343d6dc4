import { type CommandAuthority, PolicyAuthority, TRUSTED_PROCESS } from '#access/command-authority.js';
import type { Context } from '#commands/context.js';
import type { EventLog } from '#event-log/event-log.js';
import type { FactReader } from '#read-models/fact-reader.js';
import type { Fences } from './access-here.js';

/** Who may send commands, by what a context says is on record when the command comes. */
export type AuthorityOver = (context: Context) => CommandAuthority;
export const AUTHORITY_OVER = Symbol('authority over');

/** Over HTTP the policy decides, also of what is only rehearsed. */
export function authorityOver(reader: FactReader, log: EventLog, { policy }: Fences): AuthorityOver {
  if (!policy) return () => TRUSTED_PROCESS;
  return (context) =>
    new PolicyAuthority(
      async (question) => (await context.ask(await log.head(), question)).answer,
      () => reader.today(),
    );
}

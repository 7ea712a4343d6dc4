import type { BodyOf, CommandName } from '#commands/command-registry.js';

export interface Example {
  command: CommandName;
  body: object;
}

export function example<N extends CommandName>(command: N, body: BodyOf<N>): Example {
  return { command, body };
}

/** Stands where an example needs the id of a record: whoever runs the examples puts the real one in. */
export const SOME_EVENT = '5f0c7a52-2f4b-5e0e-9d6a-0c4e5d1a7b33';

import type { paths } from './api.js';

/** The bodies of commands, by the address that takes them, as the generated types have them. */
type Bodies = {
  [P in keyof paths]: paths[P] extends { post: { requestBody: { content: { 'application/json': infer Body } } } }
    ? Body
    : never;
};
export type CommandPath = { [P in keyof Bodies]: [Bodies[P]] extends [never] ? never : P }[keyof Bodies];
export type BodyOf<P extends CommandPath> = Bodies[P];

/** A command of the demo: where it goes, under which idempotency key, and what it says. */
export type DemoCommand<P extends CommandPath> = { [K in P]: { path: K; key: string; body: BodyOf<K> } }[P];

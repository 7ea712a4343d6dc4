import type { Database } from '#database/database.js';
import { DatabaseProblem } from '#database/database-problem.js';
import type { EventLog } from '#event-log/event-log.js';
import { Deliverer, type DelivererState } from '#hooks/deliverer.js';
import { PostgresHookStore } from '#hooks/postgres-hook-store.js';
import { Webhooks } from '#hooks/webhooks.js';
import type { Sealer } from '#sealing/sealer.js';

export interface WebhookSettings {
  /** Does this process send? Of several one does. */
  readonly deliver: boolean;
  /** For development: receivers on this machine may be told, over plain http. */
  readonly loopback: boolean;
  /** Address of this API for others, without a slash at its end; null: not said. */
  readonly at: string | null;
}

/** Manages subscriptions, sends nothing. */
export const NO_DELIVERY: WebhookSettings = { deliver: false, loopback: false, at: null };

/**
 * Reads DELIVER (default `true`), WEBHOOKS_LOOPBACK and PUBLIC_URL.
 * @throws {DatabaseProblem} a setting that cannot be used, in one sentence
 */
export function webhookSettings(env: NodeJS.ProcessEnv): WebhookSettings {
  const loopback = env['WEBHOOKS_LOOPBACK'] === 'true';
  if (loopback && env['NODE_ENV'] === 'production') {
    throw new DatabaseProblem(
      'WEBHOOKS_LOOPBACK lets webhooks reach this machine itself, and NODE_ENV is production',
      'Leave WEBHOOKS_LOOPBACK out: in production webhooks go to public addresses over https.',
    );
  }
  return { deliver: env['DELIVER'] !== 'false', loopback, at: publicUrl(env['PUBLIC_URL'] || null) };
}

function publicUrl(text: string | null): string | null {
  if (text === null) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '')
    return url.href.replace(/\/$/, '');
  throw new DatabaseProblem('PUBLIC_URL is no address of this API', 'It looks like https://tn.example.vn.');
}

export interface WebhooksHere {
  webhooks: Webhooks;
  /** Address of this API for others. */
  at: string | null;
  /** Null: this process sends nothing. */
  state(): DelivererState | null;
}

interface Opening {
  database: Database;
  log: EventLog;
  sealer: Sealer;
  schema: string;
  settings: WebhookSettings;
  now?: (() => Date) | undefined;
  onTrouble?: ((text: string) => void) | undefined;
}

/** Opens the subscriptions and, where this process sends, begins to. */
export function openWebhooks(opening: Opening): WebhooksHere & { close(): Promise<void> } {
  const { database, log, sealer, schema, settings, now, onTrouble } = opening;
  const store = new PostgresHookStore(database.urls.app, schema);
  const parts = { log, store, sealer, rules: { loopback: settings.loopback }, at: settings.at };
  const clock = now ? { now } : {};
  const webhooks: Webhooks = new Webhooks({ ...parts, ...clock, ring: () => deliverer.ring() });
  const deliverer: Deliverer = new Deliverer(parts, {
    ...clock,
    end: (id, why) => webhooks.end(id, why),
    onTrouble,
  });
  if (settings.deliver) deliverer.start();
  return {
    webhooks,
    at: settings.at,
    state: () => (settings.deliver ? deliverer.state : null),
    close: async () => {
      await deliverer.stop();
      await store.close();
    },
  };
}

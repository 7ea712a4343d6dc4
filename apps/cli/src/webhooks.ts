import { parseArgs } from 'node:util';
import { openKeys, sealingSettings } from '#api/open-keys.js';
import { NO_DELIVERY, openWebhooks, webhookSettings } from '#api/open-webhooks.js';
import type { System } from '#api/system.js';
import { webhookCard } from '#api/webhook-cards.js';
import { DatabaseProblem } from '#database/database-problem.js';
import type { Database } from '#database/database.js';
import { EVERYTHING } from '#hooks/subscription.js';
import { type Webhooks, WebhookRefused } from '#hooks/webhooks.js';

export const WEBHOOKS_USAGE = `webhooks list | show ID | dead-letters ID | add ADDRESS [--full] [--types A,B] [--categories A,B] [--streams A,B] [--after ORDINAL]
      webhooks secret ID | pause ID | resume ID | end ID | rewind ID --to ORDINAL | redeliver ID --position ORDINAL`;
export const WEBHOOKS_HELP =
  'Who is told of what is recorded; JSON. add and secret print the secret, once; KEY_DIR has to be that of the running system.';

const NAME = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `npm run cli -- webhooks …`: manages the subscriptions of the open system; the process that serves sends. */
export async function runWebhooks({ system, database }: { system: System; database: Database }, args: string[]) {
  const { sealer } = await openKeys(sealingSettings(process.env).folder);
  const settings = { ...NO_DELIVERY, loopback: webhookSettings(process.env).loopback };
  const here = openWebhooks({ database, log: system.log, sealer, schema: 'hooks', settings });
  try {
    console.log(JSON.stringify(await answered(here.webhooks, args), null, 2));
  } catch (error) {
    if (!(error instanceof WebhookRefused)) throw error;
    throw new DatabaseProblem(error.message, 'See docs/operations.md, Webhooks.');
  } finally {
    await here.close();
  }
}

async function answered(webhooks: Webhooks, args: string[]): Promise<unknown> {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      full: { type: 'boolean' },
      types: text,
      categories: text,
      streams: text,
      after: text,
      to: text,
      position: text,
    },
  });
  const [what = 'list', name = ''] = positionals;
  const card = (one: Parameters<typeof webhookCard>[0]) => webhookCard(one, EVERYTHING);
  const words = (list: string | undefined) => (list === undefined ? [] : list.split(','));
  const id = () => {
    if (!NAME.test(name)) throw new DatabaseProblem('ID is missing', WEBHOOKS_USAGE);
    return name;
  };
  const shown = async (changed: ReturnType<Webhooks['find']>) => card(found(await changed));
  const withSecret = ({ subscription, secret }: Awaited<ReturnType<Webhooks['make']>>) => ({
    webhook: card(subscription),
    secret,
  });
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    list: async () => (await webhooks.list()).map(card),
    show: () => shown(webhooks.find(id())),
    'dead-letters': async () => found(await webhooks.deadLetters(id(), null, 200)),
    add: async () => {
      const { full = false, types, categories, streams, after } = values;
      const asked = { types: words(types), categories: words(categories), streams: words(streams) };
      const order = {
        address: name,
        full,
        ...asked,
        after: after === undefined ? undefined : ordinal(after, '--after'),
      };
      return withSecret(await webhooks.make(order, { name: 'command line', reach: EVERYTHING }));
    },
    secret: async () => withSecret(found(await webhooks.newSecret(id()))),
    pause: () => shown(webhooks.pause(id())),
    resume: () => shown(webhooks.resume(id())),
    end: () => shown(webhooks.end(id(), 'ended')),
    rewind: () => shown(webhooks.rewind(id(), ordinal(values.to, '--to'))),
    redeliver: async () => found(await webhooks.redeliver(id(), ordinal(values.position, '--position'))),
  };
  const act = Object.hasOwn(acts, what) ? acts[what] : undefined;
  if (!act) throw new DatabaseProblem(`webhooks: not ${what}`, WEBHOOKS_USAGE);
  return act();
}

function ordinal(value: string | undefined, name: string): number {
  if (value === undefined || !/^\d{1,15}$/.test(value))
    throw new DatabaseProblem(`${name} ORDINAL is missing`, WEBHOOKS_USAGE);
  return Number(value);
}

function found<T>(answer: T | null): T {
  if (answer === null) throw new DatabaseProblem('there is none of that id', 'See `npm run cli -- webhooks list`.');
  return answer;
}

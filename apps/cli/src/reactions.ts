import { TRUSTED_PROCESS } from '#access/command-authority.js';
import { openReactor } from '#api/open-reactor.js';
import type { System } from '#api/system.js';
import { drafts } from '#read-models/draft-page.js';
import type { ReactionStatus } from '#reactions/reaction-store.js';
import type { Planned } from '#reactions/reactor.js';

/** So many of the last deeds and of the drafts that wait are shown. */
const SHOWN = 20;

export interface ReactionsPage extends Omit<ReactionStatus, 'checkpoint'> {
  /** Ordinal up to which they have come; null: they have never run. */
  checkpoint: number | null;
  head: number;
  lagEvents: number | null;
  /** Drafts that wait for a signature, the oldest first; `more` where there are others. */
  waiting: { draft: string; kind: string; subject: string; on: string; signs: string[]; groundStands: boolean }[];
  more: boolean;
}

export async function reactionsPage({ log, reader, reactions }: System): Promise<ReactionsPage> {
  const { checkpoint, ...status } = await reactions.status(SHOWN);
  const head = Number(await log.head());
  const { items, next } = await drafts(reader, { state: 'waiting' }, { limit: SHOWN });
  return {
    checkpoint: checkpoint === null ? null : Number(checkpoint),
    head,
    lagEvents: checkpoint === null ? null : head - Number(checkpoint),
    ...status,
    waiting: items.map((item) => ({
      draft: item.draft,
      kind: item.kind,
      subject: item.subject,
      on: item.on,
      signs: item.signs.map((one) => one.office ?? one.unit),
      groundStands: item.ground.stands,
    })),
    more: next !== null,
  };
}

/** What the reactions would send on a day, from where they are; nothing is sent. */
export async function plannedReactions(
  { log, reader, outcomes, evidence, reactions }: System,
  asOf: string,
): Promise<{ asOf: string; planned: Planned[] }> {
  const opened = await openReactor(
    { log, context: reader, outcomes, evidence, authority: TRUSTED_PROCESS },
    reactions,
    {},
  );
  try {
    return { asOf, planned: await opened.reactor.plan(asOf) };
  } finally {
    await opened.close();
  }
}

import type { LedgerStanding } from '#audit/ledger/ledger-reader.js';
import type { WitnessState } from '#audit/ledger/witness-feed.js';
import type { EventLog } from '#event-log/event-log.js';
import type { ReactionStatus, ReactionStore } from '#reactions/reaction-store.js';
import type { ReactorState } from '#reactions/reactor.js';
import type { FactReader } from '#read-models/fact-reader.js';
import type { LedgerHere } from './open-ledger.js';

export interface Readiness {
  status: 'ok' | 'not-ready';
  database: 'ok' | 'unavailable';
  log: 'ok' | 'unavailable';
  projection: {
    position: number | null;
    head: number | null;
    lagEvents: number | null;
    lagSeconds: number | null;
    /** What somebody has to look at. */
    trouble: string | null;
  };
  /** A detail: what is late here makes nobody wait, so it does not make the process unready. */
  reactions: {
    position: number | null;
    lagEvents: number | null;
    /** What this process does of it. */
    here: 'leads' | 'stands by' | 'off';
    trouble: string | null;
    /** Reactions that could not be asked, or whose command failed; `npm run cli -- reactions` names them. */
    failed: number | null;
  };
  /** A detail as well: an alarm here has to be looked at, and answers are as right or wrong as they were before it. */
  ledger: {
    here: 'leads' | 'stands by' | 'off';
    /** Records hashed, and records under the last signed checkpoint. */
    hashed: number | null;
    signed: number | null;
    lagEvents: number | null;
    /** Why it does not sign. */
    alarm: { kind: string; detail: string; since: string } | null;
    /** What each witness last answered this process. */
    witnesses: readonly WitnessState[];
    trouble: string | null;
  };
}

/** What a process knows of the reactions. */
export interface ReactionsHere {
  reactions: ReactionStore;
  reactorState(): ReactorState | null;
}

/** With an older record unseen, answers would be about the past: other processes take the requests meanwhile. */
const MOST_LAG_SECONDS = 30;
/** A store that does not answer in this time, in milliseconds, counts as unavailable. */
const PATIENCE_MS = 2000;

/** Whether this process can serve: its database, its log, and how far the read models are behind. Never throws. */
export async function readiness(
  log: EventLog,
  reader: FactReader,
  here: ReactionsHere,
  ledger: LedgerHere,
  now = () => Date.now(),
): Promise<Readiness> {
  const [position, head, reacted, standing] = await Promise.all([
    within(reader.position()),
    within(log.head().then((ordinal) => Number(ordinal))),
    within(here.reactions.status(0)),
    within(ledger.reader.standing()),
  ]);
  const seen = position === null || head === null ? null : Math.min(position, head);
  const lagEvents = seen === null || head === null ? null : head - seen;
  const lagSeconds = lagEvents === 0 ? 0 : seen === null ? null : await within(ageOfNext(log, seen, now));
  // Asked again: what was recorded and projected between the two questions above is no fault.
  const end = position !== null && head !== null && position > head ? await within(log.head()) : null;
  const ahead = position !== null && end !== null && position > Number(end);
  const trouble = ahead
    ? `the read models have come to ordinal ${position}, the log ends at ${end}: it was restored from an older copy`
    : null;
  const ready = lagSeconds !== null && lagSeconds <= MOST_LAG_SECONDS && !ahead;
  return {
    status: ready ? 'ok' : 'not-ready',
    database: position === null ? 'unavailable' : 'ok',
    log: head === null ? 'unavailable' : 'ok',
    projection: { position, head, lagEvents, lagSeconds, trouble },
    reactions: reactionsOf(here.reactorState(), reacted, head),
    ledger: ledgerOf(ledger, standing, head),
  };
}

function reactionsOf(
  state: ReactorState | null,
  kept: ReactionStatus | null,
  head: number | null,
): Readiness['reactions'] {
  const at = kept?.checkpoint ?? null;
  const position = at === null ? null : Number(at);
  return {
    position,
    lagEvents: position === null || head === null ? null : Math.max(head - position, 0),
    here: state === null ? 'off' : state.leading ? 'leads' : 'stands by',
    trouble: state?.trouble ?? null,
    failed: kept?.failed ?? null,
  };
}

function ledgerOf(here: LedgerHere, standing: LedgerStanding | null, head: number | null): Readiness['ledger'] {
  const state = here.state();
  const signed = standing === null ? null : (standing.signed?.size ?? 0);
  const [raised] = standing?.alarms ?? [];
  const doubted = here.witnesses().find(({ kind }) => kind === 'ahead' || kind === 'conflict');
  return {
    here: state === null ? 'off' : state.leading ? 'leads' : 'stands by',
    hashed: standing?.hashed ?? null,
    signed,
    lagEvents: signed === null || head === null ? null : Math.max(head - signed, 0),
    // What this process has seen counts too: a database that does not answer knows of no alarm.
    alarm:
      state?.refusal ??
      (raised ? { kind: raised.kind, detail: raised.detail, since: raised.at } : null) ??
      (doubted ? { kind: `witness-${doubted.kind}`, detail: doubted.detail, since: doubted.since } : null),
    witnesses: here.witnesses(),
    trouble: state?.trouble ?? null,
  };
}

/** Seconds since the first record after an ordinal was written; 0 if there is none. */
async function ageOfNext(log: EventLog, ordinal: number, now: () => number): Promise<number> {
  for await (const [next] of log.readAll(BigInt(ordinal), { limit: 1 })) {
    if (next) return Math.max(0, (now() - Date.parse(next.recordedAt)) / 1000);
  }
  return 0;
}

async function within<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE_MS);
  });
  try {
    return await Promise.race([answer.catch(() => null), late]);
  } finally {
    clearTimeout(timer);
  }
}

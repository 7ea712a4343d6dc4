import { toBase64 } from '../tree/base64.js';
import { openCheckpoint } from '../tree/checkpoint.js';
import { parseVkey } from '../tree/note-key.js';
import { ProofRefused } from '../tree/proof-refused.js';
import { checkTlogProof } from '../tree/tlog-proof.js';
import { loggedOf, recomputedAnswer } from '../bundle/bundle-facts.js';
import { type Bundle, type BundleQuestion, BundleUnreadable, openBundle } from '../bundle/bundle-format.js';
import type { CheckedAgainst, Discrepancy, Verdict } from './verification.js';

export interface BundleVerification {
  readonly verdict: Verdict;
  readonly question: BundleQuestion | null;
  /** Public key that the signatures were held against, and whether it came from the bundle itself. */
  readonly vkey: string | null;
  readonly keyFromBundle: boolean;
  readonly checkpoint: CheckedAgainst | null;
  /** Events whose proof holds. */
  readonly proved: number;
  readonly events: number;
  /** Whether the answer in the bundle is the one that its events give; null: it was not computed. */
  readonly answerFollows: boolean | null;
  readonly discrepancies: readonly Discrepancy[];
  readonly problem: string | null;
}

export interface BundleKeys {
  /** Public key of the log, from somewhere else than the bundle. */
  readonly vkey?: string | undefined;
  /** Public keys of witnesses, each of whom must have cosigned. */
  readonly witnesses?: readonly string[] | undefined;
}

/**
 * Checks an evidence bundle without any server: each event is under the signed checkpoint, and the answer is the one that
 * these events give. That the events are *all* that matter is not proved by a bundle; the whole log shows it.
 */
export function verifyBundle(bytes: Uint8Array, { vkey, witnesses = [] }: BundleKeys = {}): BundleVerification {
  let bundle: Bundle;
  try {
    bundle = openBundle(bytes);
  } catch (error) {
    if (!(error instanceof BundleUnreadable)) throw error;
    return unreadable(error.message);
  }
  const { manifest, events, checkpoint } = bundle;
  const key = vkey ?? manifest.keys.log;
  const discrepancies: Discrepancy[] = [];
  const add = (kind: Discrepancy['kind'], detail: string, ordinal: number | null = null) =>
    discrepancies.push({ kind, detail, ordinal, event: null, stream: null });
  const checked = refused(() => openCheckpoint(checkpoint, parseVkey(key), witnesses.map(parseVkey)));
  if (checked instanceof ProofRefused) add('checkpoint-not-signed', `the checkpoint: ${checked.reason}`);
  let proved = 0;
  for (const { ordinal, leaf, proof } of events) {
    const place = refused(() => checkTlogProof(proof, leaf, key));
    if (place instanceof ProofRefused) add('event-changed', `event ${ordinal}: ${place.reason}`, ordinal);
    else if (place.index !== ordinal - 1 || Number(loggedOf({ leaf }).ordinal) !== ordinal)
      add('event-changed', `event ${ordinal} is proved in another place of the log`, ordinal);
    else proved++;
  }
  const answerFollows = discrepancies.length > 0 ? null : recomputedAnswer(bundle) === bundle.answer;
  if (answerFollows === false) add('answer-differs', 'the events of the bundle give another answer than stands in it');
  const signed = checked instanceof ProofRefused ? null : checked;
  const absent = witnesses
    .map(parseVkey)
    .filter(({ vkey: one }) => !signed?.cosignatures.some((line) => line.key.vkey === one));
  const problem = signed && absent.length > 0 ? `not cosigned by ${absent.map(({ name }) => name).join(', ')}` : null;
  return {
    verdict: discrepancies.length > 0 ? 'tampered' : problem === null ? 'verified' : 'could-not-check',
    question: manifest.question,
    vkey: key,
    keyFromBundle: vkey === undefined,
    checkpoint: signed && {
      size: signed.size,
      root: toBase64(signed.root),
      cosignedBy: signed.cosignatures.map((line) => line.key.name),
      from: 'bundle',
      holds: true,
    },
    proved,
    events: events.length,
    answerFollows,
    discrepancies,
    problem,
  };
}

function refused<T>(check: () => T): T | ProofRefused {
  try {
    return check();
  } catch (error) {
    if (error instanceof ProofRefused) return error;
    throw error;
  }
}

function unreadable(problem: string): BundleVerification {
  return {
    verdict: 'could-not-check',
    question: null,
    vkey: null,
    keyFromBundle: false,
    checkpoint: null,
    proved: 0,
    events: 0,
    answerFollows: null,
    discrepancies: [],
    problem,
  };
}

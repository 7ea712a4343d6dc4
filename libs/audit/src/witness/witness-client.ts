import type { Hash } from '../tree/merkle-tree.js';
import { parseCheckpoint } from '../tree/checkpoint.js';
import type { VerifierKey } from '../tree/note-key.js';
import { ProofRefused } from '../tree/proof-refused.js';
import { openNote, parseNote } from '../tree/signed-note.js';
import { formatAddCheckpoint } from './witness.js';

/** A witness, as the log that feeds it knows it. */
export interface WitnessAddress {
  /** Submission prefix, without `/add-checkpoint`. */
  readonly url: string;
  readonly key: VerifierKey;
}

export type Fed =
  /** `line` goes under the checkpoint; `time` is the witness's, in seconds since 1970. */
  | { readonly kind: 'cosigned'; readonly line: string; readonly time: number }
  /** No answer, or not now: try again later. It delays nothing. */
  | { readonly kind: 'away'; readonly reason: string }
  /** It does not take this log's checkpoints: a matter of settings on either side. */
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
  /**
   * It cosigned a longer tree than this checkpoint. Harmless if the log has signed that size meanwhile; if it has not, the
   * log was put back to an earlier state, and this is an alarm.
   */
  | { readonly kind: 'ahead'; readonly size: number }
  /** It cosigned another history at `size`: an alarm, one of the two was changed. */
  | { readonly kind: 'conflict'; readonly size: number; readonly reason: string };

export interface Feeding {
  readonly witness: WitnessAddress;
  /** The signed note of the checkpoint. */
  readonly checkpoint: string;
  /** Size at which this witness cosigned last, as far as is known; 0 if not. A wrong one costs one more request. */
  readonly known: number;
  /** The proof from that size to the checkpoint's. */
  readonly consistency: (from: number, to: number) => Promise<readonly Hash[]>;
  readonly signal?: AbortSignal;
  /** For one request, in milliseconds; 5,000 by default. */
  readonly timeout?: number;
}

/** The witness may have been fed by somebody else between two requests; more often than this it is odd. */
const TRIES = 4;
const MAX_ANSWER_BYTES = 16 * 1024;

/**
 * Shows a checkpoint to a witness and takes its cosignature, which is checked here.
 *
 * @throws what `consistency` throws, and nothing else
 */
export async function feedWitness(feeding: Feeding): Promise<Fed> {
  const { witness, checkpoint } = feeding;
  const { text } = parseNote(checkpoint);
  const { size } = parseCheckpoint(text);
  let old = Math.min(feeding.known, size);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const proof = await feeding.consistency(old, size);
    const answer = await post(feeding, formatAddCheckpoint({ old, proof, checkpoint }));
    if (answer.kind === 'away') return { kind: 'away', reason: answer.reason };
    const { status, body } = answer;
    if (status === 200) return cosignatureIn(text, body, witness.key);
    if (status === 422) return { kind: 'conflict', size: old, reason: body.trim() };
    if (status === 409) {
      const held = /^(0|[1-9]\d{0,15})\n$/.test(body) ? Number(body) : Number.NaN;
      if (!Number.isSafeInteger(held)) return { kind: 'refused', status, reason: 'it names no size' };
      if (held > size) return { kind: 'ahead', size: held };
      // The size that we said, and still a conflict: it holds another root for it.
      if (held === old) return { kind: 'conflict', size: held, reason: 'it cosigned another root for this size' };
      old = held;
      continue;
    }
    if (status >= 500 || status === 408 || status === 429) return { kind: 'away', reason: `it answered ${status}` };
    return { kind: 'refused', status, reason: body.trim().slice(0, 200) };
  }
  return { kind: 'away', reason: 'its size changed with every request' };
}

function cosignatureIn(text: string, body: string, key: VerifierKey): Fed {
  try {
    const [signature] = openNote(`${text}\n${body}`, [key]).signatures;
    if (typeof signature?.time === 'number') return { kind: 'cosigned', line: signature.line, time: signature.time };
  } catch (error) {
    if (!(error instanceof ProofRefused)) throw error;
  }
  return { kind: 'refused', status: 200, reason: `it answered without a cosignature of ${key.name}` };
}

type Posted = { kind: 'answered'; status: number; body: string } | { kind: 'away'; reason: string; broken: boolean };

/** Asks once more if the connection breaks: one that was kept open may have been closed meanwhile, and asking twice is harmless. */
async function post(feeding: Feeding, body: string): Promise<Posted> {
  const first = await postOnce(feeding, body);
  return first.kind === 'away' && first.broken && !feeding.signal?.aborted ? postOnce(feeding, body) : first;
}

async function postOnce({ witness, signal, timeout = 5000 }: Feeding, body: string): Promise<Posted> {
  const signals = [AbortSignal.timeout(timeout), ...(signal ? [signal] : [])];
  try {
    const response = await fetch(`${witness.url.replace(/\/$/, '')}/add-checkpoint`, {
      method: 'POST',
      body,
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      // A witness is where its operator says; one that sends us elsewhere is not asked there.
      redirect: 'error',
      signal: AbortSignal.any(signals),
    });
    return { kind: 'answered', status: response.status, body: await shortText(response) };
  } catch (error) {
    return { kind: 'away', reason: whyAway(error), broken: String(error).includes('fetch failed') };
  }
}

async function shortText(response: Response): Promise<string> {
  const body: ReadableStream<Uint8Array> | null = response.body;
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader?.read(); part?.value; part = await reader?.read()) {
    chunks.push(part.value);
    length += part.value.length;
    if (length > MAX_ANSWER_BYTES) {
      await reader?.cancel();
      throw new Error('it answered at length');
    }
  }
  return Buffer.concat(chunks).toString('utf8');
}

function whyAway(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
}

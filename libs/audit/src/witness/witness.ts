import { type Checkpoint, parseCheckpoint, parseSize } from '../tree/checkpoint.js';
import { EMPTY_ROOT, type Hash, sameHash } from '../tree/merkle-tree.js';
import type { VerifierKey } from '../tree/note-key.js';
import { ProofRefused } from '../tree/proof-refused.js';
import { verifyConsistency } from '../tree/proofs.js';
import { type OpenedNote, openNote, parseNote } from '../tree/signed-note.js';
import { formatHashLines, parseHashLines } from '../tree/tlog-proof.js';

/**
 * What a witness decides: C2SP tlog-witness, `add-checkpoint`. It vouches for one thing only, that what a log shows now
 * begins with what the log showed it before. Pure: keeping and answering are done by others.
 */

export interface AddCheckpoint {
  /** Size of the checkpoint that the log believes the witness cosigned last; 0 for none. */
  readonly old: number;
  /** From `old` to the checkpoint. */
  readonly proof: readonly Hash[];
  /** The signed note. */
  readonly checkpoint: string;
}

/** What a witness holds of a log. */
export type Cosigned = Pick<Checkpoint, 'size' | 'root'>;

/** Of a log that it never cosigned. */
export const NOTHING: Cosigned = { size: 0, root: EMPTY_ROOT };

/** Bytes of a request, at most: a note of 64 KiB and a proof of 63 lines fit. */
export const MAX_REQUEST_BYTES = 96 * 1024;

export type Decision =
  /** Keep it, then cosign `text`; `note` is the text with the log's own signatures and no others. */
  | { readonly kind: 'cosign'; readonly text: string; readonly note: string }
  /** The form is wrong, or the old size is beyond the new one: 400. */
  | { readonly kind: 'malformed'; readonly reason: string }
  /** No log that this witness knows: 404. */
  | { readonly kind: 'unknown-log'; readonly reason: string }
  /** Not signed by the log: 403. */
  | { readonly kind: 'unsigned'; readonly reason: string }
  /** The witness holds another size than the log believes: 409 with that size. */
  | { readonly kind: 'other-size'; readonly size: number; readonly reason: string }
  /** The log signed two roots for one size: 409 with that size. What was sent is evidence. */
  | { readonly kind: 'two-roots'; readonly size: number; readonly reason: string }
  /** Not proved to begin with what was cosigned: 422. What was sent may be evidence. */
  | { readonly kind: 'unproved'; readonly reason: string };

/** The body of a request. The reader of it is {@link parseAddCheckpoint}. */
export function formatAddCheckpoint({ old, proof, checkpoint }: AddCheckpoint): string {
  return `old ${old}\n${formatHashLines(proof)}\n${checkpoint}`;
}

/** @throws {ProofRefused} not in the form of a request */
export function parseAddCheckpoint(body: string): AddCheckpoint {
  const end = body.indexOf('\n\n');
  const [head = '', ...lines] = body.slice(0, Math.max(end, 0)).split('\n');
  if (!head.startsWith('old ')) throw new ProofRefused('malformed-proof', 'a request begins with the old size');
  return {
    old: parseSize(head.slice('old '.length), 'malformed-proof'),
    proof: parseHashLines(lines),
    checkpoint: body.slice(end + 2),
  };
}

/** The log whose checkpoint a request brings, as it says itself; nothing is trusted yet. */
export function claimedOrigin(request: AddCheckpoint): string {
  return parseCheckpoint(parseNote(request.checkpoint).text).origin;
}

/**
 * The answer to a request.
 *
 * @param keys the public keys of the log that the checkpoint names (see {@link claimedOrigin}); none if it is not known
 * @param last what the witness cosigned last for that log
 */
export function decide(request: AddCheckpoint, keys: readonly VerifierKey[], last: Cosigned): Decision {
  let checkpoint: Checkpoint;
  try {
    checkpoint = parseCheckpoint(parseNote(request.checkpoint).text);
  } catch (error) {
    return { kind: 'malformed', reason: reasonOf(error) };
  }
  const { origin, size, root } = checkpoint;
  if (keys.length === 0) return { kind: 'unknown-log', reason: `the log ${origin} is not known here` };

  let signed: OpenedNote;
  try {
    signed = openNote(request.checkpoint, keys);
  } catch (error) {
    return { kind: 'unsigned', reason: reasonOf(error) };
  }
  if (request.old > size)
    return { kind: 'malformed', reason: `the old size ${request.old} is beyond the size ${size} of the checkpoint` };
  // Before the old size is looked at: whoever has the log's key and two histories must not hide one behind a wrong size.
  if (size === last.size && !sameHash(root, last.root))
    return { kind: 'two-roots', size, reason: `the log signed another root for the size ${size}` };
  if (request.old !== last.size)
    return { kind: 'other-size', size: last.size, reason: `cosigned last at the size ${last.size}` };

  try {
    verifyConsistency({ from: last.size, to: size, fromRoot: last.root, toRoot: root, proof: request.proof });
  } catch (error) {
    return { kind: 'unproved', reason: reasonOf(error) };
  }
  const { text, signatures } = signed;
  return { kind: 'cosign', text, note: `${text}\n${signatures.map(({ line }) => line).join('')}` };
}

function reasonOf(error: unknown): string {
  if (error instanceof ProofRefused) return error.reason;
  throw error;
}

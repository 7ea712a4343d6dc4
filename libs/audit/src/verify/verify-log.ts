import { type LoggedEvent, LogUnavailable } from '#event-log/event-log.js';
import { isUnavailable } from '#database/availability.js';
import { HashesMissing } from '../ledger/ledger-reader.js';
import { toBase64 } from '../tree/base64.js';
import { openCheckpoint, type SignedCheckpoint } from '../tree/checkpoint.js';
import { leafBytes } from '../tree/leaf.js';
import { type Hash, HASH_BYTES, leafHash, sameHash, TreeFrontier } from '../tree/merkle-tree.js';
import { parseVkey } from '../tree/note-key.js';
import { ProofRefused } from '../tree/proof-refused.js';
import { verifyConsistency } from '../tree/proofs.js';
import { TILE_WIDTH } from '../tree/tiles.js';
import { HashList } from './hash-list.js';
import type { VerifyRequest } from './verify-request.js';
import { type CheckedAgainst, type Discrepancy, MOST_DISCREPANCIES, type Verification } from './verification.js';

/** A checkpoint whose signature held. */
interface Target extends SignedCheckpoint {
  readonly from: string;
}

/**
 * Reads the stored events again, hashes them, and holds them against the signed checkpoints: those that the ledger
 * publishes and those that were kept elsewhere. It trusts the public keys it is given, and nothing that is stored.
 *
 * The answer says what is not as it was signed and where. A store that does not answer gives `could-not-check`.
 */
export async function verifyLog(request: VerifyRequest): Promise<Verification> {
  try {
    return await new Check(request).run();
  } catch (error) {
    if (error instanceof LogUnavailable || isUnavailable(error) || request.signal?.aborted) {
      return cannotCheck(request.signal?.aborted ? 'it was stopped' : (error as Error).message, request.vkey);
    }
    throw error;
  }
}

export function cannotCheck(problem: string, vkey: string | null = null): Verification {
  return {
    verdict: 'could-not-check',
    vkey,
    read: null,
    checkpoints: [],
    notCovered: 0,
    discrepancies: [],
    problem,
  };
}

class Check {
  private readonly found: Discrepancy[] = [];
  private readonly checked: CheckedAgainst[] = [];
  /** Events whose hash is not the one that was kept of them. */
  private readonly unlike: Discrepancy[] = [];
  private readonly streams = new Map<string, number>();
  private readonly hashes = new HashList();
  /** Ordinal of the first event that was read. */
  private first = 1;
  /** Size of the last checkpoint that held, for saying between which two the first change lies. */
  private heldAt = 0;
  /** Events that the ledger had hashed when the check began. */
  private hashed = 0;
  /** Checkpoints from before the events that are read. */
  private readonly earlier: Target[] = [];
  private problem: string | null = null;

  constructor(private readonly request: VerifyRequest) {}

  async run(): Promise<Verification> {
    const { ledger, log } = this.request;
    const tree = await ledger.tree();
    const vkey = this.request.vkey ?? tree?.vkey;
    if (vkey === undefined) return cannotCheck('no key was given, and no ledger was begun here that would name one');
    const targets = await this.targets(vkey);
    if (targets === null) return cannotCheck('nothing was signed yet, and no checkpoint was given', vkey);
    const signed = Math.max(0, ...targets.map(({ size }) => size));
    const head = Number(await log.head());
    this.hashed = (await ledger.standing())?.hashed ?? 0;
    const whole = this.request.tail === undefined;
    const start = whole ? 0 : Math.max(0, Math.min(signed, head) - (this.request.tail ?? 0));
    const frontier = await this.frontierAt(start);
    if (frontier) await this.readOn(frontier, targets, head);
    await this.holdEarlier(targets.at(-1));
    if (whole && this.found.length === 0) await this.readStreams();
    return this.outcome(vkey, head, signed);
  }

  /** The checkpoints whose signatures hold, smallest first; null: there are none at all. */
  private async targets(vkey: string): Promise<Target[] | null> {
    const { kept = [], witnesses = [] } = this.request;
    const latest = await this.request.ledger.latest();
    // Witnesses answer a moment after the signing: what they cosigned last may be an earlier one.
    const cosigned = witnesses.length > 0 ? await this.request.ledger.covering(1) : null;
    const published = [latest, cosigned?.size === latest?.size ? null : cosigned].flatMap((one) => one ?? []);
    const notes = [...published.map(({ note }) => ({ note, from: 'ledger' })), ...kept];
    if (notes.length === 0) return null;
    const key = parseVkey(vkey);
    const asked = witnesses.map(parseVkey);
    const targets: Target[] = [];
    for (const { note, from } of notes) {
      try {
        targets.push({ ...openCheckpoint(note, key, asked), from });
      } catch (error) {
        if (!(error instanceof ProofRefused)) throw error;
        this.add('checkpoint-not-signed', `the checkpoint from ${from}: ${error.reason}`);
      }
    }
    for (const witness of asked) {
      if (!targets.some((target) => target.cosignatures.some(({ key: signer }) => signer === witness)))
        this.problem = `${witness.name} has cosigned none of these checkpoints`;
    }
    return targets.sort((a, b) => a.size - b.size);
  }

  /** The right edge before the first event to read, as the ledger keeps it; null: the ledger does not have it. */
  private async frontierAt(size: number): Promise<TreeFrontier | null> {
    if (size === 0) return new TreeFrontier();
    try {
      return await this.request.ledger.frontier(size);
    } catch (error) {
      if (!(error instanceof HashesMissing)) throw error;
      this.add('kept-hashes-differ', `${error.message}; read the whole log instead`);
      return null;
    }
  }

  private async readOn(frontier: TreeFrontier, targets: readonly Target[], head: number): Promise<void> {
    const due = [...targets];
    this.first = frontier.size + 1;
    this.holdAgainst(frontier, due);
    let next: Discrepancy | null = null;
    for await (const batch of this.events(frontier.size)) {
      if (!Array.isArray(batch)) {
        next = batch;
        break;
      }
      const kept = await this.keptLeaves(frontier.size, batch.length);
      for (const [i, event] of batch.entries()) {
        const expected = frontier.size + 1;
        if (Number(event.ordinal) !== expected) {
          next = missing(expected, Number(event.ordinal));
          break;
        }
        const hash = leafHash(leafBytes(event));
        const was = kept[i];
        if (was && !sameHash(was, hash)) this.differs(event);
        this.hashes.push(hash);
        this.streams.set(event.stream, (this.streams.get(event.stream) ?? 0) + 1);
        frontier.append(hash);
        this.holdAgainst(frontier, due);
      }
      if (next) break;
      this.request.onProgress?.(frontier.size - this.first + 1, head - this.first + 1);
      this.request.signal?.throwIfAborted();
    }
    if (next) this.found.push(next);
    for (const target of due) {
      this.note(target, false);
      if (!next)
        this.add(
          'history-shorter',
          `the checkpoint from ${target.from} covers ${target.size} events, ${frontier.size} are there`,
          frontier.size + 1,
        );
    }
    const broken = this.checked.some(({ holds }) => !holds);
    // The hashes kept are proved by the root where the events do not make it, and the other way round.
    if (this.unlike.length > 0 && !broken) {
      for (const { ordinal, event, stream } of this.unlike)
        this.found.push({
          kind: 'kept-hashes-differ',
          detail: `the events make the signed root, the hash kept of event ${ordinal} is another`,
          ordinal,
          event,
          stream,
        });
    } else this.found.push(...this.unlike);
  }

  /** The events after an ordinal; what cannot be read ends them, and says where it stands. */
  private async *events(after: number): AsyncGenerator<LoggedEvent[] | Discrepancy> {
    let read = after;
    for (const batchSize of [undefined, 1]) {
      try {
        const options = batchSize === undefined ? {} : { batchSize };
        for await (const batch of this.request.log.readAll(BigInt(read), options)) {
          yield batch;
          read += batch.length;
        }
        return;
      } catch (error) {
        if (error instanceof LogUnavailable || isUnavailable(error)) throw error;
        if (this.request.signal?.aborted) throw error;
        if (batchSize === undefined) continue;
        const detail = `what stands in the store as event ${read + 1} cannot be read: ${(error as Error).message}`;
        yield { kind: 'event-unreadable', detail, ordinal: read + 1, event: null, stream: null };
      }
    }
  }

  private holdAgainst(frontier: TreeFrontier, due: Target[]): void {
    while (due[0] && due[0].size <= frontier.size) {
      const [target] = due.splice(0, 1);
      if (!target) return;
      if (target.size < frontier.size) this.earlier.push(target);
      else this.judge(target, sameHash(frontier.root(), target.root));
    }
  }

  /** Those from before the events that are read: the last one, whose root is now known, must go on from each of them. */
  private async holdEarlier(last: Target | undefined): Promise<void> {
    for (const target of this.earlier) {
      if (!last || !this.checked.at(-1)?.holds) return;
      try {
        const proof = await this.request.ledger.consistency(target.size, last.size);
        verifyConsistency({ from: target.size, to: last.size, fromRoot: target.root, toRoot: last.root, proof });
        this.note(target, true);
      } catch (error) {
        if (!(error instanceof ProofRefused || error instanceof HashesMissing)) throw error;
        this.judge(target, false);
      }
    }
  }

  private judge(target: Target, holds: boolean): void {
    this.note(target, holds);
    if (holds) {
      this.heldAt = Math.max(this.heldAt, target.size);
      return;
    }
    const until = this.heldAt > 0 && this.heldAt < target.size ? `; the first ${this.heldAt} still do` : '';
    const detail = `the first ${target.size} events do not make the root of the checkpoint from ${target.from}${until}`;
    const from = this.heldAt < target.size ? this.heldAt + 1 : this.first;
    this.add('root-differs', detail, this.unlike[0]?.ordinal ?? from);
  }

  private async keptLeaves(from: number, count: number): Promise<readonly Hash[]> {
    const to = Math.min(this.hashed, from + count);
    const leaves: Hash[] = [];
    try {
      for (let index = Math.floor(from / TILE_WIDTH); index * TILE_WIDTH < to; index++) {
        const start = index * TILE_WIDTH;
        const bytes = await this.request.ledger.tile({
          level: 0,
          index,
          width: Math.min(TILE_WIDTH, this.hashed - start),
        });
        for (let at = Math.max(start, from); at < Math.min(start + TILE_WIDTH, to); at++)
          leaves.push(bytes.subarray((at - start) * HASH_BYTES, (at - start + 1) * HASH_BYTES));
      }
      return leaves;
    } catch (error) {
      if (!(error instanceof HashesMissing)) throw error;
      return leaves;
    }
  }

  private differs(event: LoggedEvent): void {
    if (this.unlike.length >= MOST_DISCREPANCIES) return;
    const ordinal = Number(event.ordinal);
    const detail = `event ${ordinal} is not the one that was hashed: ${event.type} stands there now`;
    this.unlike.push({ kind: 'event-changed', detail, ordinal, event: event.id, stream: event.stream });
  }

  /** Each stream must give the events that the whole log has of it: commands and answers are made of streams. */
  private async readStreams(): Promise<void> {
    for (const [stream, count] of this.streams) {
      this.request.signal?.throwIfAborted();
      const events = await this.request.log.readStream(stream);
      const wrong = events.find((event, i) => event.stream !== stream || event.revision !== i || !this.isKnown(event));
      const ordinal = wrong ? Number(wrong.ordinal) : null;
      if (wrong)
        this.add(
          'stream-differs',
          `${stream} gives event ${ordinal} in a place where the log does not have it`,
          ordinal,
          wrong.id,
          stream,
        );
      else if (events.length !== count)
        this.add(
          'stream-differs',
          `${stream} gives ${events.length} events, the log has ${count} of it`,
          null,
          null,
          stream,
        );
    }
  }

  private isKnown(event: LoggedEvent): boolean {
    const kept = this.hashes.at(Number(event.ordinal) - this.first);
    return kept !== null && sameHash(kept, leafHash(leafBytes(event)));
  }

  private note({ size, root, cosignatures, from }: Target, holds: boolean): void {
    this.checked.push({ size, root: toBase64(root), cosignedBy: cosignatures.map(({ key }) => key.name), from, holds });
  }

  private add(
    kind: Discrepancy['kind'],
    detail: string,
    ordinal: number | null = null,
    event: string | null = null,
    stream: string | null = null,
  ): void {
    this.found.push({ kind, detail, ordinal, event, stream });
  }

  private outcome(vkey: string, head: number, signed: number): Verification {
    const count = this.hashes.length;
    const discrepancies = this.found
      .sort((a, b) => (a.ordinal ?? Infinity) - (b.ordinal ?? Infinity))
      .slice(0, MOST_DISCREPANCIES);
    return {
      verdict: discrepancies.length > 0 ? 'tampered' : this.problem === null ? 'verified' : 'could-not-check',
      vkey,
      read: count === 0 ? null : { from: this.first, to: this.first + count - 1 },
      checkpoints: this.checked,
      notCovered: Math.max(0, head - signed),
      discrepancies,
      problem: this.problem,
    };
  }
}

function missing(ordinal: number, found: number): Discrepancy {
  const detail = `event ${ordinal} is not there; the next one is ${found}`;
  return { kind: 'event-missing', detail, ordinal, event: null, stream: null };
}

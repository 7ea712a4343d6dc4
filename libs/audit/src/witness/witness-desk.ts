import { parseCheckpoint } from '../tree/checkpoint.js';
import type { SignerKey, VerifierKey } from '../tree/note-key.js';
import { ProofRefused } from '../tree/proof-refused.js';
import { cosignatureLine, openNote } from '../tree/signed-note.js';
import {
  type AddCheckpoint,
  claimedOrigin,
  type Cosigned,
  decide,
  type Decision,
  NOTHING,
  parseAddCheckpoint,
} from './witness.js';
import type { WitnessStore } from './witness-store.js';

/** The answer to a request: a refusal, or the line of the cosignature. */
export type Answer = Exclude<Decision, { kind: 'cosign' }> | { readonly kind: 'cosigned'; readonly line: string };

export interface DeskOptions {
  readonly key: SignerKey;
  /** Public keys of the logs it witnesses; the name of a key is the origin of its log, and a log may have several. */
  readonly logs: readonly VerifierKey[];
  readonly store: WitnessStore;
  readonly now: () => Date;
}

/** Who was first is decided anew so often before the request is given up; each time somebody else got further. */
const TRIES = 20;

interface Memory extends Cosigned {
  readonly number: number;
  /** When it was cosigned, in seconds since 1970. */
  readonly time: number;
}

/** Decides, keeps, and only then signs. Any number of desks, in any number of processes, may share a store. */
export class WitnessDesk {
  constructor(private readonly options: DeskOptions) {}

  /** @throws what the store throws: then nothing was signed */
  async addCheckpoint(body: string): Promise<Answer> {
    let request: AddCheckpoint;
    let origin: string;
    try {
      request = parseAddCheckpoint(body);
      origin = claimedOrigin(request);
    } catch (error) {
      if (error instanceof ProofRefused) return { kind: 'malformed', reason: error.reason };
      throw error;
    }
    const keys = this.options.logs.filter(({ name }) => name === origin);
    for (let tries = 0; tries < TRIES; tries += 1) {
      const last = keys.length > 0 ? await this.#lastOf(origin) : { ...NOTHING, number: 0, time: 0 };
      const decision = decide(request, keys, last);
      if (decision.kind === 'two-roots' || decision.kind === 'unproved')
        await this.options.store.keepEvidence(origin, body);
      if (decision.kind !== 'cosign') return decision;
      // A clock that was set back makes no cosignature that is older than one for a smaller tree.
      const time = Math.max(Math.floor(this.options.now().getTime() / 1000), last.time);
      const line = cosignatureLine(decision.text, this.options.key, time);
      if (await this.options.store.keep(origin, last.number, decision.note + line)) return { kind: 'cosigned', line };
    }
    throw new Error(`other requests for ${origin} were always first`);
  }

  /** The notes it cosigned last, one for each log that it knows and has cosigned. */
  async lastNotes(): Promise<string[]> {
    const origins = [...new Set(this.options.logs.map(({ name }) => name))];
    const kept = await Promise.all(origins.map((origin) => this.options.store.last(origin)));
    return kept.flatMap((each) => each?.note ?? []);
  }

  get vkey(): string {
    return this.options.key.verifier.vkey;
  }

  /** What is kept is read as if a stranger had written it: a damaged memory must not be taken for an empty one. */
  async #lastOf(origin: string): Promise<Memory> {
    const kept = await this.options.store.last(origin);
    if (!kept) return { ...NOTHING, number: 0, time: 0 };
    const { text, signatures } = openNote(kept.note, [this.options.key.verifier]);
    const checkpoint = parseCheckpoint(text);
    const time = signatures[0]?.time;
    if (checkpoint.origin === origin && time !== undefined && time !== null)
      return { ...checkpoint, number: kept.number, time };
    throw new Error(`the note ${kept.number} of ${origin} was not cosigned here`);
  }
}

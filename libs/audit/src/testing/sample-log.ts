import { formatCheckpoint } from '../tree/checkpoint.js';
import { leafHash } from '../tree/merkle-tree.js';
import { signerOf } from '../tree/note-key.js';
import { consistencyProof } from '../tree/proofs.js';
import { signNote } from '../tree/signed-note.js';
import { formatAddCheckpoint } from '../witness/witness.js';
import { HashesInMemory } from './hashes-in-memory.js';

/** A log that signs whatever it is told, for what a witness sees of one. Two of them with one seed can show two histories. */
export class SampleLog {
  readonly key;
  readonly hashes = new HashesInMemory();

  constructor(
    readonly origin = 'log.example/nhiệm-vụ',
    seed = 1,
  ) {
    this.key = signerOf(origin, 'log', Buffer.alloc(32, seed));
  }

  /** Appends leaves until there are `size`; what is in them is named by `history`. */
  grow(size: number, history = 'thật'): this {
    while (this.hashes.tree.size < size)
      this.hashes.append(leafHash(Buffer.from(`${history} ${this.hashes.tree.size}`)));
    return this;
  }

  /** The signed checkpoint of the log as long as it is now. */
  checkpoint(): string {
    const { size } = this.hashes.tree;
    return signNote(formatCheckpoint({ origin: this.origin, size, root: this.hashes.tree.root(), extensions: [] }), [
      this.key,
    ]);
  }

  proof(from: number, to = this.hashes.tree.size) {
    return consistencyProof(from, to, this.hashes.read);
  }

  /** The body of `add-checkpoint` from an old size. */
  request(old: number): string {
    return formatAddCheckpoint({ old, proof: this.proof(old), checkpoint: this.checkpoint() });
  }
}

import type { Lease } from '#database/lease.js';
import { sameHash, type Hash } from '../tree/merkle-tree.js';
import type { LedgerAlarm, LedgerStore, LedgerTree, Run, SignedTree } from './ledger-store.js';

interface Kept {
  readonly tree: LedgerTree;
  /** By tile level. */
  readonly hashes: Hash[][];
  readonly entries: Run['entries'][number][];
  readonly checkpoints: Map<number, SignedTree>;
  readonly cosignatures: Map<number, Map<string, string>>;
}

/** A ledger in the memory of this process, for tests; what it holds may be changed as somebody with all rights could. */
export class InMemoryLedgerStore implements LedgerStore {
  readonly kept: Kept[] = [];
  readonly raised: LedgerAlarm[] = [];
  private led = false;

  constructor(private readonly now: () => Date = () => new Date()) {}

  tree(): Promise<LedgerTree | null> {
    return Promise.resolve(this.kept.at(-1)?.tree ?? null);
  }

  trees(): Promise<LedgerTree[]> {
    return Promise.resolve(this.kept.map(({ tree }) => tree));
  }

  begin(tree: Omit<LedgerTree, 'begunAt'>): Promise<boolean> {
    if (this.kept.some((one) => one.tree.number === tree.number || one.tree.origin === tree.origin))
      return Promise.resolve(false);
    const begun = { ...tree, begunAt: this.now().toISOString() };
    this.kept.push({ tree: begun, hashes: [[]], entries: [], checkpoints: new Map(), cosignatures: new Map() });
    return Promise.resolve(true);
  }

  size(tree: number): Promise<number> {
    return Promise.resolve(this.of(tree)?.hashes[0]?.length ?? 0);
  }

  hashes(tree: number, level: number, from: number, to: number): Promise<Hash[]> {
    return Promise.resolve(this.of(tree)?.hashes[level]?.slice(from, to) ?? []);
  }

  extend(tree: number, { after, leaves, filled, entries }: Run): Promise<boolean> {
    const kept = this.of(tree);
    if (!kept || kept.hashes[0]?.length !== after) return Promise.resolve(false);
    kept.hashes[0].push(...leaves);
    kept.entries.push(...entries);
    for (const { level, index, hash } of filled) {
      const row = (kept.hashes[level] ??= []);
      row[index] = hash;
    }
    return Promise.resolve(true);
  }

  publish(tree: number, signed: Omit<SignedTree, 'signedAt'>): Promise<void> {
    const kept = this.of(tree);
    const earlier = kept?.checkpoints.get(signed.size);
    if (earlier && !sameHash(earlier.root, signed.root))
      throw new Error(`${signed.size} events were signed differently`);
    if (!earlier) kept?.checkpoints.set(signed.size, { ...signed, signedAt: this.now().toISOString() });
    return Promise.resolve();
  }

  latest(tree: number): Promise<SignedTree | null> {
    const sizes = [...(this.of(tree)?.checkpoints.keys() ?? [])];
    return this.checkpointAt(tree, Math.max(0, ...sizes));
  }

  latestCosigned(tree: number): Promise<SignedTree | null> {
    const sizes = [...(this.of(tree)?.cosignatures.keys() ?? [])];
    return this.checkpointAt(tree, Math.max(0, ...sizes));
  }

  checkpointAt(tree: number, size: number): Promise<SignedTree | null> {
    return Promise.resolve(this.of(tree)?.checkpoints.get(size) ?? null);
  }

  find(tree: number, by: { readonly event: string } | { readonly command: string }): Promise<number[]> {
    const entries = this.of(tree)?.entries ?? [];
    return Promise.resolve(
      entries.flatMap((entry, i) =>
        ('event' in by ? entry.event === by.event : entry.command === by.command) ? [i] : [],
      ),
    );
  }

  cosign(tree: number, size: number, witness: string, line: string): Promise<void> {
    const all = this.of(tree)?.cosignatures;
    const lines = all?.get(size) ?? new Map<string, string>();
    if (!lines.has(witness)) lines.set(witness, line);
    all?.set(size, lines);
    return Promise.resolve();
  }

  cosignatures(tree: number, size: number): Promise<ReadonlyMap<string, string>> {
    return Promise.resolve(new Map([...(this.of(tree)?.cosignatures.get(size) ?? [])].sort()));
  }

  raise(alarm: Omit<LedgerAlarm, 'at'>): Promise<void> {
    this.raised.push({ ...alarm, at: this.now().toISOString() });
    return Promise.resolve();
  }

  alarms(limit: number): Promise<LedgerAlarm[]> {
    return Promise.resolve(this.raised.slice(-limit).reverse());
  }

  lead(): Promise<Lease | null> {
    if (this.led) return Promise.resolve(null);
    this.led = true;
    return Promise.resolve({
      release: () => {
        this.led = false;
        return Promise.resolve();
      },
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private of(tree: number): Kept | undefined {
    return this.kept.find((one) => one.tree.number === tree);
  }
}

import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';

/**
 * A second implementation of the tree and of notes, by the recursive definitions of RFC 6962 and on other libraries, so that
 * a fault of ours and a fault of theirs would have to be the same. It shares no code with the first.
 */

type Bytes = Uint8Array;

const join = (...parts: Bytes[]): Bytes => Uint8Array.from(parts.flatMap((part) => [...part]));
const same = (a: Bytes, b: Bytes) => a.length === b.length && a.every((byte, i) => byte === b[i]);
const node = (left: Bytes, right: Bytes) => sha256(join(Uint8Array.of(1), left, right));

/** The largest power of two smaller than `n`. */
const splitAt = (n: number): number => 2 ** Math.ceil(Math.log2(n) - 1);

/** A tree over leaves, each node of which is made by the recursive definition. */
export class SecondTree {
  readonly #known = new Map<string, Bytes>();

  constructor(readonly leaves: readonly Bytes[]) {}

  /** MTH(D[start:end]). */
  root(start: number, end: number): Bytes {
    if (start === end) return sha256(new Uint8Array());
    const key = `${start} ${end}`;
    const known = this.#known.get(key);
    if (known) return known;
    const middle = start + splitAt(end - start);
    const hash =
      end - start === 1
        ? sha256(join(Uint8Array.of(0), this.leaves[start]!))
        : node(this.root(start, middle), this.root(middle, end));
    this.#known.set(key, hash);
    return hash;
  }

  /** PATH(m, D[start:end]). */
  path(m: number, start: number, end: number): Bytes[] {
    if (end - start === 1) return [];
    const k = splitAt(end - start);
    return m < k
      ? [...this.path(m, start, start + k), this.root(start + k, end)]
      : [...this.path(m - k, start + k, end), this.root(start, start + k)];
  }

  /** PROOF(m, D[n]). */
  growth(m: number, n: number): Bytes[] {
    return m === 0 ? [] : this.#subproof(m, 0, n, true);
  }

  #subproof(m: number, start: number, end: number, known: boolean): Bytes[] {
    if (m === end - start) return known ? [] : [this.root(start, end)];
    const k = splitAt(end - start);
    return m <= k
      ? [...this.#subproof(m, start, start + k, known), this.root(start + k, end)]
      : [...this.#subproof(m - k, start + k, end, false), this.root(start, start + k)];
  }
}

/** Whether a path leads from a leaf hash to the root: PATH read backwards. */
export function secondInclusion(m: number, n: number, leaf: Bytes, path: readonly Bytes[], root: Bytes): boolean {
  const rootOf = (m: number, n: number, path: readonly Bytes[]): Bytes | null => {
    if (n === 1) return path.length === 0 ? leaf : null;
    const last = path.at(-1);
    if (!last) return null;
    const k = splitAt(n);
    const below = m < k ? rootOf(m, k, path.slice(0, -1)) : rootOf(m - k, n - k, path.slice(0, -1));
    if (!below) return null;
    return m < k ? node(below, last) : node(last, below);
  };
  const found = m < n ? rootOf(m, n, path) : null;
  return found !== null && same(found, root);
}

/** Whether a proof shows that the first tree is the beginning of the second: PROOF read backwards. */
export function secondConsistency(m: number, n: number, first: Bytes, proof: readonly Bytes[], second: Bytes): boolean {
  if (m > n) return false;
  if (m === 0) return proof.length === 0 && same(first, sha256(new Uint8Array()));
  type Both = [before: Bytes, after: Bytes];
  const rootsOf = (m: number, n: number, proof: readonly Bytes[], known: boolean): Both | null => {
    if (m === n) {
      const own = known ? (proof.length === 0 ? first : undefined) : proof.length === 1 ? proof[0] : undefined;
      return own ? [own, own] : null;
    }
    const last = proof.at(-1);
    if (!last) return null;
    const k = splitAt(n);
    const rest = proof.slice(0, -1);
    const below = m <= k ? rootsOf(m, k, rest, known) : rootsOf(m - k, n - k, rest, false);
    if (!below) return null;
    return m <= k ? [below[0], node(below[1], last)] : [node(last, below[0]), node(last, below[1])];
  };
  const found = rootsOf(m, n, proof, true);
  return found !== null && same(found[0], first) && same(found[1], second);
}

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const base64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));

/** Lines and keys of C2SP signed-note and tlog-cosignature, from a 32-byte seed. */
export class SecondKey {
  readonly publicKey: Bytes;
  readonly #id: Bytes;

  constructor(
    readonly name: string,
    readonly type: 0x01 | 0x04,
    readonly seed: Bytes,
  ) {
    this.publicKey = ed25519.getPublicKey(seed);
    this.#id = sha256(join(utf8(name), Uint8Array.of(10, type), this.publicKey)).slice(0, 4);
  }

  vkey(): string {
    const id = [...this.#id].map((byte) => byte.toString(16).padStart(2, '0')).join('');
    return `${this.name}+${id}+${base64(join(Uint8Array.of(this.type), this.publicKey))}`;
  }

  line(text: string): string {
    return `— ${this.name} ${base64(join(this.#id, ed25519.sign(utf8(text), this.seed)))}\n`;
  }

  cosignature(text: string, time: number): string {
    const seconds = new Uint8Array(8);
    new DataView(seconds.buffer).setBigUint64(0, BigInt(time));
    const signature = ed25519.sign(utf8(`cosignature/v1\ntime ${time}\n${text}`), this.seed);
    return `— ${this.name} ${base64(join(this.#id, seconds, signature))}\n`;
  }

  /** Whether a line that somebody made is this key's under the text. */
  accepts(line: string, text: string): boolean {
    const raw = Uint8Array.from(atob(line.trim().split(' ')[2]!), (char) => char.charCodeAt(0));
    if (!same(raw.slice(0, 4), this.#id)) return false;
    if (this.type === 0x01) return ed25519.verify(raw.slice(4), utf8(text), this.publicKey);
    const time = new DataView(raw.buffer, 4).getBigUint64(0);
    return ed25519.verify(raw.slice(12), utf8(`cosignature/v1\ntime ${time}\n${text}`), this.publicKey);
  }
}

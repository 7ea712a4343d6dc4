import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { EvidenceTooLarge, type EvidenceStore } from './evidence-store.js';

/** Bytes in chunks, as an upload brings them. */
export async function* chunksOf(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}

export const digestOf = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex');

export async function bytesOf(store: EvidenceStore, sha256: string): Promise<Buffer | null> {
  const found = await store.get(sha256);
  if (!found) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of found.bytes) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Every adapter does this. `open` gives an empty store that takes files of up to `limit` bytes. */
export function describeEvidenceStore(name: string, open: (limit: number) => Promise<EvidenceStore>): void {
  describe(`evidence in ${name}`, () => {
    it('is kept under the digest of its bytes and comes back as it was', async () => {
      const store = await open(100);
      const sha256 = digestOf('biên bản kiểm tra');
      expect(await store.put(chunksOf('biên bản ', 'kiểm tra'))).toEqual({ sha256, size: 22 });
      expect(await store.has(sha256)).toEqual({ sha256, size: 22 });
      expect((await bytesOf(store, sha256))?.toString()).toBe('biên bản kiểm tra');
    });

    it('is kept once, however often it is put, also at the same moment', async () => {
      const store = await open(100);
      const put = await Promise.all(Array.from({ length: 5 }, () => store.put(chunksOf('ảnh'))));
      expect(new Set(put.map(({ sha256 }) => sha256))).toEqual(new Set([digestOf('ảnh')]));
      expect((await bytesOf(store, digestOf('ảnh')))?.toString()).toBe('ảnh');
    });

    it('may be empty, and may be as large as the limit, byte for byte', async () => {
      const store = await open(300_000);
      expect(await store.put(chunksOf())).toEqual({ sha256: digestOf(''), size: 0 });
      expect(await bytesOf(store, digestOf(''))).toEqual(Buffer.alloc(0));
      const large = randomBytes(300_000);
      await store.put(chunksOf(large.subarray(0, 65_537), large.subarray(65_537)));
      expect((await bytesOf(store, digestOf(large)))?.equals(large)).toBe(true);
    });

    it('that is larger than the limit is refused and not kept', async () => {
      const store = await open(10);
      await expect(store.put(chunksOf('01234', '56789', 'a'))).rejects.toThrow(EvidenceTooLarge);
      expect(await store.has(digestOf('0123456789a'))).toBeNull();
      expect(await store.has(digestOf('0123456789'))).toBeNull();
    });

    it('that breaks off is not kept, and can be sent again', async () => {
      const store = await open(100);
      const broken = async function* () {
        yield* chunksOf('nửa ');
        throw new Error('the connection is gone');
      };
      await expect(store.put(broken())).rejects.toThrow('the connection is gone');
      expect(await store.has(digestOf('nửa '))).toBeNull();
      const { sha256 } = await store.put(chunksOf('nửa ', 'còn lại'));
      expect((await bytesOf(store, sha256))?.toString()).toBe('nửa còn lại');
    });

    it.each(['0'.repeat(64), 'A'.repeat(64), '', '../../etc/passwd', `${'0'.repeat(64)}\n`])(
      'of the digest %j is not there',
      async (sha256) => {
        const store = await open(100);
        expect([await store.has(sha256), await store.get(sha256)]).toEqual([null, null]);
      },
    );
  });
}

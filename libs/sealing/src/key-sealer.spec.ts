import fc from 'fast-check';
import { InMemorySubjectKeys } from './in-memory.subject-keys.js';
import { KeySealer } from './key-sealer.js';
import { ERASED, KeyMissing, type Place, SealBroken, type SealedValue } from './sealer.js';

const place: Place = { subject: 'person-p1', field: 'phone', event: '5f0c7a52-2f4b-5e0e-9d6a-0c4e5d1a7b33' };
const text = fc.string({ unit: 'grapheme', maxLength: 200 });
const vietnamese = fc
  .array(fc.constantFrom('Nguyễn', 'Thị', 'Hòa', 'uỷ', 'ủy', 'đường', '0912', ' '), { maxLength: 20 })
  .chain((words) => fc.constantFrom('NFC', 'NFD').map((form) => words.join(' ').normalize(form)));

async function sealedIn(sealer: KeySealer, where = place, said = '0912345678'): Promise<SealedValue> {
  const value = await sealer.seal(where, said);
  if (!value) throw new Error('it is not erased');
  return value;
}

describe('a sealed value', () => {
  const sealer = new KeySealer(new InMemorySubjectKeys());

  it('opens as the text that it was, byte for byte, NFC and NFD', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, vietnamese), async (said) => {
        expect(await sealer.open(place, await sealedIn(sealer, place, said))).toEqual({ text: said });
      }),
      { numRuns: 300 },
    );
  });

  it('says nothing of its text: equal texts are sealed differently, and short ones are of one length', async () => {
    const values = await Promise.all(
      ['', '1', '0912345678', 'x'.repeat(63), '1'].map((t) => sealedIn(sealer, place, t)),
    );
    expect(new Set(values.map(({ text }) => text.length)).size).toBe(1);
    expect(new Set(values.map(({ text }) => text)).size).toBe(values.length);
    expect((await sealedIn(sealer, place, 'x'.repeat(64))).text.length).toBeGreaterThan(values[0]?.text.length ?? 0);
  });

  it('has a nonce of its own each time', async () => {
    const nonces = await Promise.all(Array.from({ length: 2_000 }, async () => (await sealedIn(sealer)).nonce));
    expect(new Set(nonces).size).toBe(nonces.length);
  });

  it('does not open when one character of it is another', async () => {
    const value = await sealedIn(sealer, place, 'Số 1 đường A');
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const part of ['nonce', 'text', 'tag'] as const) {
      for (let i = 0; i < value[part].length; i++) {
        const at = letters.indexOf(value[part].charAt(i));
        // The next letter differs in the last bit: of the last letter of a part that may be one that says nothing.
        for (const other of [letters.charAt(at ^ 1), letters.charAt(at ^ 32), '=', 'ế']) {
          const changed = { ...value, [part]: value[part].slice(0, i) + other + value[part].slice(i + 1) };
          await expect(sealer.open(place, changed)).rejects.toThrow(SealBroken);
        }
      }
      for (const changed of [value[part].slice(1), value[part].slice(0, -1), `${value[part]}A`, '', ` ${value[part]}`])
        await expect(sealer.open(place, { ...value, [part]: changed })).rejects.toThrow(SealBroken);
    }
    await expect(sealer.open(place, { ...value, sealed: 2 as 1 })).rejects.toThrow(SealBroken);
    expect(await sealer.open(place, value)).toEqual({ text: 'Số 1 đường A' });
  });

  it('does not open in another field, event or subject, nor with another key', async () => {
    const value = await sealedIn(sealer);
    await sealedIn(sealer, { ...place, subject: 'person-p2' });
    for (const elsewhere of [{ field: 'nationalId' }, { event: '00000000-0000-5000-8000-000000000000' }])
      await expect(sealer.open({ ...place, ...elsewhere }, value)).rejects.toThrow(SealBroken);
    await expect(sealer.open({ ...place, subject: 'person-p2' }, value)).rejects.toThrow(KeyMissing);
    await expect(sealer.open({ ...place, subject: 'person-p3' }, value)).rejects.toThrow(KeyMissing);
    const { id } = (await new InMemorySubjectKeys().make('person-p1')) as { id: string };
    await expect(sealer.open(place, { ...value, key: id })).rejects.toThrow(KeyMissing);
    const other = new KeySealer({
      make: () => Promise.resolve({ id: value.key, bytes: new Uint8Array(32) }),
      find: () => Promise.resolve({ id: value.key, bytes: new Uint8Array(32) }),
      destroy: () => Promise.resolve(),
    });
    await expect(other.open(place, value)).rejects.toThrow(SealBroken);
  });

  it('parts do not mix: no two values lend each other nonce, text or tag', async () => {
    const [a, b] = [await sealedIn(sealer), await sealedIn(sealer)];
    for (const part of ['nonce', 'text', 'tag'] as const)
      await expect(sealer.open(place, { ...a, [part]: b[part] })).rejects.toThrow(SealBroken);
  });

  it('is erased with its subject, alone, and nothing is sealed for it again', async () => {
    const erasing = new KeySealer(new InMemorySubjectKeys());
    const value = await sealedIn(erasing);
    const other = { ...place, subject: 'person-p2' };
    const kept = await sealedIn(erasing, other);
    await erasing.destroy(place.subject);
    expect(await erasing.open(place, value)).toBe(ERASED);
    expect(await erasing.seal(place, 'mới')).toBeNull();
    expect(await erasing.digest(place.subject, 'mới')).toBeNull();
    expect(await erasing.open(other, kept)).toEqual({ text: '0912345678' });
  });
});

describe('the digest of a text', () => {
  it('is the same for the same subject and text, and another for any other, and for any other key', async () => {
    const [one, two] = [new KeySealer(new InMemorySubjectKeys()), new KeySealer(new InMemorySubjectKeys())];
    const digests = [
      await one.digest('person-a', '0912345678'),
      await one.digest('person-a', '0912345679'),
      await one.digest('person-b', '0912345678'),
      await two.digest('person-a', '0912345678'),
    ];
    expect(new Set(digests).size).toBe(4);
    expect(await one.digest('person-a', '0912345678')).toBe(digests[0]);
    expect(digests[0]).toMatch(/^[0-9a-f]{64}$/);
  });
});

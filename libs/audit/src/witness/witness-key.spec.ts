import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signerOf } from '../tree/note-key.js';
import { openWitnessKey } from './witness-key.js';
import { WitnessStore } from './witness-store.js';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'trachnhiem-witness-'));
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the key of a witness', () => {
  it('is made once, for this user alone, and read from then on', async () => {
    const made = await openWitnessKey(join(dir, 'new', 'folder'), 'thanh-tra.example');
    const path = join(dir, 'new', 'folder', 'witness.skey');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect((await openWitnessKey(join(dir, 'new', 'folder'))).skey).toBe(made.skey);
    expect(made.verifier.kind).toBe('witness');
    expect(readdirSync(join(dir, 'new', 'folder'))).toEqual(['witness.skey']);
  });

  it('is one key, however many start at once', async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => openWitnessKey(dir, 'thanh-tra.example')));
    expect(new Set(keys.map(({ skey }) => skey)).size).toBe(1);
  });

  it('is refused where it is not the right one, without being shown', async () => {
    await expect(openWitnessKey(dir)).rejects.toThrow('There is no witness');
    await expect(openWitnessKey(dir, 'a b')).rejects.toThrow('cannot be the name');
    const { skey } = await openWitnessKey(dir, 'thanh-tra.example');
    await expect(openWitnessKey(dir, 'other.example')).rejects.toThrow('is thanh-tra.example, not other.example');
    const path = join(dir, 'witness.skey');
    chmodSync(path, 0o640);
    await expect(openWitnessKey(dir)).rejects.toThrow('can be read by others');
    chmodSync(path, 0o600);
    for (const text of ['', skey.slice(0, -5), signerOf('thanh-tra.example', 'log', Buffer.alloc(32)).skey]) {
      writeFileSync(path, text);
      const problem = await openWitnessKey(dir).catch((error: Error) => error.message);
      expect(problem).toContain('holds no key of a witness');
      expect(problem).not.toContain('PRIVATE');
    }
  });
});

describe('what a witness keeps', () => {
  it('is kept by the first of two who follow the same note', async () => {
    const store = new WitnessStore(dir);
    expect(await store.last('log')).toBeNull();
    const kept = await Promise.all(Array.from({ length: 20 }, (_, i) => store.keep('log', 0, `note ${i}`)));
    expect(kept.filter(Boolean)).toHaveLength(1);
    expect(await store.last('log')).toEqual({ number: 1, note: `note ${kept.indexOf(true)}` });
    expect(await store.last('another log')).toBeNull();
  });

  it('does not grow without end, and nobody follows a note that was swept away', async () => {
    const store = new WitnessStore(dir, 20);
    for (let number = 0; number < 60; number += 1) await store.keep('log', number, `note ${number + 1}`);
    const [folder = ''] = readdirSync(dir);
    const names = () => readdirSync(join(dir, folder)).sort();
    expect(names()).toHaveLength(21);
    expect(await store.keep('log', 5, 'late')).toBe(false);
    expect(await store.last('log')).toEqual({ number: 60, note: 'note 60' });
    expect(names()).toHaveLength(21);
    expect(names()[0]).toBe('0000000000000040.note');
    // Whoever was a little late with the last but one has no number left either.
    expect(await store.keep('log', 58, 'late')).toBe(false);
  });
});

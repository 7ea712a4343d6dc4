import { chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskSubjectKeys } from './disk.subject-keys.js';
import { KeySealer } from './key-sealer.js';
import { ERASED, type Place, type SealedValue } from './sealer.js';
import { describeSubjectKeys } from './subject-keys.contract.js';
import { DESTROYED, KeysUnusable } from './subject-keys.js';

const newFolder = () => mkdtemp(join(tmpdir(), 'trachnhiem-keys-'));
const remove = (folder: string) => rm(folder, { recursive: true, force: true });

describeSubjectKeys('keys in a folder', async () => {
  const folder = await newFolder();
  return { keys: await DiskSubjectKeys.open(folder), close: () => remove(folder) };
});

describe('the folder of keys', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await newFolder();
  });
  afterEach(() => remove(folder));
  const open = () => DiskSubjectKeys.open(folder);
  const files = async () => {
    const found = await readdir(folder, { recursive: true, withFileTypes: true });
    return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  };
  const keyFile = async () => (await files()).find((path) => /[0-9a-f]{64}$/.test(path)) ?? '';
  /** Every byte that lies in the folder, as text. */
  const everything = async () =>
    (await Promise.all((await files()).map((path) => readFile(path, 'latin1')))).join('\n');

  const place: Place = { subject: 'person-p1', field: 'phone', event: 'e1' };
  async function sealed(keys: DiskSubjectKeys): Promise<SealedValue> {
    const value = await new KeySealer(keys).seal(place, '0912345678');
    if (!value) throw new Error('it is not erased');
    return value;
  }
  const opened = (keys: DiskSubjectKeys, value: SealedValue) => new KeySealer(keys).open(place, value);

  it('is for its owner alone, gives the same keys after a restart, and holds none of them unwrapped', async () => {
    const made = await (await open()).make('person-a');
    if (made === DESTROYED) throw new Error('it is new');
    expect(await (await open()).find('person-a')).toEqual(made);
    for (const path of await files()) expect((await stat(path)).mode & 0o077).toBe(0);
    const bytes = Buffer.from(made.bytes);
    const text = await everything();
    for (const form of ['hex', 'base64', 'base64url', 'latin1'] as const)
      expect(text).not.toContain(bytes.toString(form));
    expect(text).not.toContain('person-a');
  });

  it('makes one key among two processes that start at once', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    const keys = await Promise.all([one.make('person-a'), two.make('person-a'), one.make('person-a')]);
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(1);
  });

  it('leaves nothing of a destroyed key but a mark, and a key put back from a backup stays destroyed', async () => {
    const keys = await open();
    const value = await sealed(keys);
    const path = await keyFile();
    const wrapped = await readFile(path, 'utf8');
    const { wrapped: parts } = JSON.parse(wrapped) as { wrapped: { text: string } };
    await keys.destroy('person-p1');
    expect(await everything()).not.toContain(parts.text);
    expect((await files()).filter((found) => found.startsWith(path))).toEqual([`${path}.destroyed`]);
    await writeFile(path, wrapped);
    expect(await opened(await open(), value)).toBe(ERASED);
  });

  it('finishes a destruction that a crash has cut short, at any step', async () => {
    const [value, path] = [await sealed(await open()), await keyFile()];
    const [wrapped, half] = [await readFile(path, 'utf8'), `${path}.destroyed`];
    // Marked and nothing else; marked and the key in zeros; marked, removed, and a half-written file beside.
    for (const left of [wrapped, '\0'.repeat(wrapped.length), null]) {
      await writeFile(half, '');
      if (left === null) await writeFile(join(path, '..', `.${path.slice(-64)}.0`), wrapped);
      else await writeFile(path, left);
      const keys = await open();
      expect(await opened(keys, value)).toBe(ERASED);
      await keys.destroy('person-p1');
      expect((await files()).filter((found) => found.includes(path.slice(-64)))).toEqual([half]);
    }
  });

  it('wraps all keys with a new key and destroys the one before: an older copy of the folder opens nothing with it', async () => {
    const keys = await open();
    const value = await sealed(keys);
    for (let i = 0; i < 20; i++) await keys.make(`person-${i}`);
    await keys.destroy('person-3');
    const before = await readdir(folder);
    const backup = await newFolder();
    await cp(folder, backup, { recursive: true });
    expect(await keys.rotate()).toEqual({ done: 20, all: 20 });
    expect(await opened(await open(), value)).toEqual({ text: '0912345678' });
    expect(await keys.find('person-3')).toBe(DESTROYED);
    expect(await keys.check()).toEqual({ keys: 20, destroyed: 1 });
    const [kek] = (await readdir(folder)).filter((name) => name.startsWith('kek-'));
    expect(before).not.toContain(kek);
    // The copy of the subjects' keys with the key that is here now.
    await cp(join(backup, 'subjects'), join(folder, 'subjects'), { recursive: true });
    await expect((await open()).find('person-p1')).rejects.toThrow(KeysUnusable);
    await remove(backup);
  });

  it('goes on with a rotation that was stopped, beside a process that makes and destroys keys', async () => {
    const keys = await open();
    const value = await sealed(keys);
    for (let i = 0; i < 30; i++) await keys.make(`person-${i}`);
    const stop = new Error('stopped');
    await expect(
      keys.rotate(({ done }) => {
        if (done === 7) throw stop;
      }),
    ).rejects.toBe(stop);
    expect(await opened(keys, value)).toEqual({ text: '0912345678' });
    const other = await open();
    const [rotated] = await Promise.all([
      keys.rotate(),
      ...Array.from({ length: 30 }, (_, i) => other.make(`finding-${i}`)),
      ...Array.from({ length: 10 }, (_, i) => other.destroy(`person-${i}`)),
    ]);
    expect(rotated.done).toBeGreaterThan(0);
    expect(await other.check()).toEqual({ keys: 51, destroyed: 10 });
    expect((await readdir(folder)).filter((name) => name.startsWith('kek-'))).toHaveLength(1);
    expect(await opened(other, value)).toEqual({ text: '0912345678' });
  });

  it('is not used when its wrapping key is lost, damaged or open to others; none is made in its place', async () => {
    await sealed(await open());
    const kek = (await files()).find((path) => path.includes('kek-')) ?? '';
    const content = await readFile(kek, 'utf8');
    await rm(kek);
    await expect(open()).rejects.toThrow(KeysUnusable);
    await writeFile(kek, 'AAAA', { mode: 0o600 });
    await expect(open()).rejects.toThrow(KeysUnusable);
    await writeFile(kek, content);
    await chmod(kek, 0o640);
    await expect(open()).rejects.toThrow(/chmod 600/);
    await chmod(kek, 0o600);
    await open();
    await rm(join(folder, 'current'));
    await expect(open()).rejects.toThrow(KeysUnusable);
  });

  it('refuses a key file that was changed, or put under the name of another subject', async () => {
    const keys = await open();
    await keys.make('person-a');
    const first = await keyFile();
    const content = await readFile(first, 'utf8');
    await keys.make('person-b');
    const second = (await files()).find((path) => /[0-9a-f]{64}$/.test(path) && path !== first) ?? '';
    await writeFile(second, content);
    await expect(keys.find('person-b')).rejects.toThrow(KeysUnusable);
    for (const damaged of ['', '{}', content.slice(0, -3), content.replace(/"tag":"./, '"tag":"é')]) {
      await writeFile(first, damaged);
      await expect(keys.find('person-a')).rejects.toThrow(KeysUnusable);
    }
  });
});

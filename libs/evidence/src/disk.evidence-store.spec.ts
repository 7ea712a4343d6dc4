import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskEvidenceStore } from './disk.evidence-store.js';
import { EvidenceDamaged, EvidenceStoreFull } from './evidence-store.js';
import { bytesOf, chunksOf, describeEvidenceStore, digestOf } from './evidence-store.contract.js';

const folders: string[] = [];
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'evidence-')));
  return folders.at(-1) ?? '';
};
afterAll(() => {
  for (const path of folders) rmSync(path, { recursive: true });
});

describeEvidenceStore('a folder', (limit) => DiskEvidenceStore.open(folder(), { limit }));

/** Files in the folder, without the folders that hold them. */
const filesIn = (path: string) =>
  readdirSync(path, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(path, name)).isFile());

describe('evidence on a disk', () => {
  const sha256 = digestOf('biên bản');
  const shelf = join(sha256.slice(0, 2), sha256);

  it('lies under its digest and survives the process; equal bytes are one file', async () => {
    const path = folder();
    const store = await DiskEvidenceStore.open(path);
    await store.put(chunksOf('biên ', 'bản'));
    await store.put(chunksOf('biên bản'));
    expect(filesIn(path)).toEqual([shelf]);
    expect((await bytesOf(await DiskEvidenceStore.open(path), sha256))?.toString()).toBe('biên bản');
  });

  it('leaves nothing behind when an upload breaks off', async () => {
    const path = folder();
    const store = await DiskEvidenceStore.open(path);
    const broken = async function* () {
      yield* chunksOf('biên ');
      throw new Error('aborted');
    };
    await expect(store.put(broken())).rejects.toThrow('aborted');
    expect(filesIn(path)).toEqual([]);
  });

  it.each(['write', 'sync'] as const)('leaves nothing behind when the disk is full at the %s', async (where) => {
    const path = folder();
    const full = async (): Promise<never> => {
      throw await Promise.resolve(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    };
    let room = true;
    const create = async (name: string): Promise<FileHandle> => {
      const file = await open(name, 'wx');
      if (!room && where === 'sync') file.sync = full;
      if (!room && where === 'write') file.writeFile = full;
      return file;
    };
    const store = await DiskEvidenceStore.open(path, { create });
    room = false;
    await expect(store.put(chunksOf('biên bản'))).rejects.toThrow(EvidenceStoreFull);
    expect([filesIn(path), await store.has(sha256)]).toEqual([[], null]);
    room = true;
    await store.put(chunksOf('biên bản'));
    expect(filesIn(path)).toEqual([shelf]);
  });

  it('is never handed out damaged, and is mended by sending it again', async () => {
    const path = folder();
    const store = await DiskEvidenceStore.open(path);
    await store.put(chunksOf('biên bản'));
    writeFileSync(join(path, shelf), 'biên bẢn');
    await expect(store.get(sha256)).rejects.toThrow(EvidenceDamaged);
    await store.put(chunksOf('biên bản'));
    expect((await bytesOf(store, sha256))?.toString()).toBe('biên bản');
  });

  it('clears away at the start what a crash left more than a day ago, and nothing younger', async () => {
    const path = folder();
    await DiskEvidenceStore.open(path);
    writeFileSync(join(path, 'uploads', 'old'), 'nửa');
    writeFileSync(join(path, 'uploads', 'young'), 'nửa');
    const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
    utimesSync(join(path, 'uploads', 'old'), twoDaysAgo, twoDaysAgo);
    await DiskEvidenceStore.open(path);
    expect(filesIn(path)).toEqual([join('uploads', 'young')]);
  });
});

import { join, resolve } from 'node:path';
import { DiskErasureMark, type ErasureMark, InMemoryErasureMark } from '#sealing/erasure-mark.js';
import { DiskSubjectKeys } from '#sealing/disk.subject-keys.js';
import { InMemorySubjectKeys } from '#sealing/in-memory.subject-keys.js';
import { KeySealer } from '#sealing/key-sealer.js';
import type { Sealer } from '#sealing/sealer.js';

/** The folder `sealing` in KEY_DIR (`.keys` if left out). */
export function sealingSettings(env: NodeJS.ProcessEnv): { folder: string } {
  return { folder: resolve(join(env['KEY_DIR'] || '.keys', 'sealing')) };
}

/** What seals personal fields, and up to where orders of erasure were carried out on its keys; without a folder in memory. */
export async function openKeys(folder?: string): Promise<{ sealer: Sealer; mark: ErasureMark }> {
  if (folder === undefined)
    return { sealer: new KeySealer(new InMemorySubjectKeys()), mark: new InMemoryErasureMark() };
  return { sealer: new KeySealer(await DiskSubjectKeys.open(folder)), mark: new DiskErasureMark(folder) };
}

import { join, resolve } from 'node:path';

/** EVIDENCE_DIR (`evidence` in DATA_DIR if left out) and EVIDENCE_MAX_BYTES (50 MiB). @throws {Error} not a number of bytes */
export function evidenceSettings(env: NodeJS.ProcessEnv): { folder: string; limit: number | undefined } {
  const limit = env['EVIDENCE_MAX_BYTES'] || undefined;
  if (limit !== undefined && !/^[1-9]\d{0,12}$/.test(limit)) {
    throw new Error(`EVIDENCE_MAX_BYTES is a number of bytes, not "${limit}"`);
  }
  const folder = env['EVIDENCE_DIR'] || join(env['DATA_DIR'] || '.data', 'evidence');
  return { folder: resolve(folder), limit: limit === undefined ? undefined : Number(limit) };
}

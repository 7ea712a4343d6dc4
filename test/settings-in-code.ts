import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Environment variables that what runs in production reads, sorted. */
export function readSettings(root: string): string[] {
  const names = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(
        (path) => path.endsWith('.ts') && !/\.(spec|contract)\.ts$|[\\/]testing[\\/]|[\\/]contract[\\/]/.test(path),
      )
      .flatMap((path) => settingsIn(readFileSync(join(root, folder, path), 'utf8'))),
  );
  return [...new Set(names)].sort();
}

/** Names in `env['NAME']` and `env.NAME`. What is passed on to other programs (`{ PATH } = process.env`) is no setting. */
function settingsIn(source: string): string[] {
  const found = [...source.matchAll(/\benv(?:\[['"]([A-Z][A-Z0-9_]*)['"]\]|\.([A-Z][A-Z0-9_]*))/g)];
  return found.map((match) => match[1] ?? match[2] ?? '');
}

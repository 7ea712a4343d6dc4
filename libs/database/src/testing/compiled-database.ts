import { transformFileSync } from '@swc/core';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Inside the repository, so that the packages are found, and where nothing is committed. */
const FOLDER = resolve('dist', `database-in-a-child-${process.pid}`);

const MAIN = `
import { openDatabase } from './database.js';
const [dataDir, keyDir] = process.argv.slice(2);
try {
  const database = await openDatabase({ dataDir, keyDir });
  process.on('message', async (order) => {
    if (order === 'exit') process.exit(3);
    await database.close();
    process.disconnect();
  });
  process.send({ urls: database.urls });
} catch (error) {
  process.send({ problem: error.message });
  process.disconnect();
}
`;

/**
 * Compiles this library for a node process of its own, and returns the script to fork: it opens the database in the
 * folders given as arguments (data, keys), sends its URLs, and closes it on any message, but `exit` ends at once.
 */
export function compiledDatabase(): string {
  const main = join(FOLDER, 'main.js');
  // Once only: an earlier child may be reading.
  if (existsSync(main)) return main;
  const sources = resolve('libs/database/src');
  mkdirSync(FOLDER, { recursive: true });
  for (const name of readdirSync(sources)) {
    if (!name.endsWith('.ts') || name.endsWith('.spec.ts')) continue;
    const { code } = transformFileSync(join(sources, name), {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'es6' },
    });
    writeFileSync(join(FOLDER, name.replace(/\.ts$/, '.js')), code);
  }
  writeFileSync(main, MAIN);
  return main;
}

/** Removes what was compiled. */
export function removeCompiled(): void {
  rmSync(FOLDER, { recursive: true, force: true });
}

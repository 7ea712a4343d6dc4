import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Jest's globalTeardown: stops this run's PostgreSQL, if a test started it, and removes its folder. */
export default async function globalTeardown(): Promise<void> {
  const folder = process.env['TRACHNHIEM_TEST_POSTGRES'];
  if (!folder) return;
  const description = join(folder, 'cluster.json');
  if (existsSync(description)) {
    const { pid } = JSON.parse(readFileSync(description, 'utf8')) as { pid: number };
    if (signal(pid, 'SIGQUIT')) {
      for (let waited = 0; signal(pid, 0) && waited < 5_000; waited += 50)
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}

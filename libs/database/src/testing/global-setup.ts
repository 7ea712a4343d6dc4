import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Jest's globalSetup: names the folder of this run's PostgreSQL. The first test that asks for a database starts it. */
export default function globalSetup(): void {
  const folder = mkdtempSync(join(tmpdir(), 'trachnhiem-test-'));
  // Started by root, PostgreSQL runs as another user, who must be able to enter.
  if (process.getuid?.() === 0) chmodSync(folder, 0o711);
  process.env['TRACHNHIEM_TEST_POSTGRES'] = folder;
  process.env['TRACHNHIEM_TEST_PID'] = String(process.pid);
}

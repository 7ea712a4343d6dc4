import { sealingSettings } from '#api/open-keys.js';
import { DatabaseProblem } from '#database/database-problem.js';
import { DiskSubjectKeys } from '#sealing/disk.subject-keys.js';
import { KeysUnusable } from '#sealing/subject-keys.js';

export const KEYS_USAGE = 'keys check | rotate';
export const KEYS_HELP =
  'The keys of personal data in KEY_DIR. check: unwraps every key and counts them. rotate: wraps them with a new key and destroys the one before, so that older backups of KEY_DIR open nothing with what is here; may be stopped and run again, beside a running system.';

/** @throws {DatabaseProblem} keys that cannot be used, in one sentence */
export async function runKeys(args: readonly string[], signal: AbortSignal): Promise<void> {
  const [what] = args;
  if (what !== 'check' && what !== 'rotate') throw new DatabaseProblem(`keys: not ${what ?? 'nothing'}`, KEYS_USAGE);
  const { folder } = sealingSettings(process.env);
  try {
    const keys = await DiskSubjectKeys.open(folder);
    if (what === 'rotate') {
      const { done } = await keys.rotate((progress) => {
        signal.throwIfAborted();
        process.stderr.write(`\r${progress.done}/${progress.all}   `);
      });
      process.stderr.write('\n');
      console.log(`${done} keys are wrapped with a new key; the one before is destroyed.`);
    }
    console.log(JSON.stringify(await keys.check()));
  } catch (error) {
    if (!(error instanceof KeysUnusable)) throw error;
    throw new DatabaseProblem(error.message, 'Put the folder `sealing` of KEY_DIR back from its backup.');
  }
}

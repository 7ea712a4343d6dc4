import { DatabaseProblem } from '#database/database-problem.js';

/** What was begun is ended within this time, in milliseconds; then the process goes anyway. */
const PATIENCE_MS = 4500;

/**
 * The life of a process: what it opens is closed in reverse order at Ctrl-C, SIGTERM or a failed start, once, within
 * 5 s, and what goes wrong at the start is told in one sentence.
 */
export class ProcessLife {
  private readonly closers: (() => Promise<unknown>)[] = [];
  private ending: Promise<void> | undefined;

  /** Runs `start`; it adds what has to be closed. A signal meanwhile closes what is there and what still comes. */
  async run(start: (life: ProcessLife) => Promise<void>): Promise<void> {
    process.on('SIGINT', () => void this.end());
    process.on('SIGTERM', () => void this.end());
    try {
      await start(this);
      if (this.ending) await this.closeAll();
    } catch (error) {
      tell(error);
      process.exitCode = 1;
      await this.end();
    }
  }

  /** True once the process is about to end: a start under way should go no further. */
  get isEnding(): boolean {
    return this.ending !== undefined;
  }

  closing(closer: () => Promise<unknown>): void {
    this.closers.push(closer);
  }

  /** Ends everything once; a second signal changes nothing, the patience is bounded. */
  end(): Promise<void> {
    this.ending ??= (async () => {
      setTimeout(() => process.exit(process.exitCode ?? 1), PATIENCE_MS).unref();
      await this.closeAll();
    })();
    return this.ending;
  }

  private async closeAll(): Promise<void> {
    for (let closer = this.closers.pop(); closer; closer = this.closers.pop()) {
      await closer().catch((error: unknown) => console.error(error instanceof Error ? error.message : error));
    }
  }
}

/** One sentence and what to do; the stack only for what nobody has foreseen. */
export function tell(error: unknown): void {
  if (error instanceof DatabaseProblem) console.error(`${error.message}.\n${error.hint}`);
  else console.error(error);
}

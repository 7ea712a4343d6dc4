/**
 * Wakes readers that wait for new events. A wake-up between `mark()` and `after(mark)` is not lost: mark, look, wait.
 */
export class WakeUp {
  private count = 0;
  private readonly waiting = new Set<() => void>();

  mark(): number {
    return this.count;
  }

  /** Wakes everyone who waits, and lets everyone through whose mark is older. */
  ring(): void {
    this.count++;
    for (const go of [...this.waiting]) go();
  }

  /** Resolves at the next ring since `mark`, after `ms` milliseconds, or when `signal` is aborted: whichever is first. */
  after(mark: number, ms: number, signal: AbortSignal): Promise<void> {
    if (this.count !== mark || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const go = () => {
        this.waiting.delete(go);
        clearTimeout(timer);
        signal.removeEventListener('abort', go);
        resolve();
      };
      const timer = setTimeout(go, ms);
      this.waiting.add(go);
      signal.addEventListener('abort', go);
    });
  }
}

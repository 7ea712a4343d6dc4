import fc, { type Arbitrary } from 'fast-check';
import type { EventLog } from '#event-log/event-log.js';
import type { AnswerCheck } from './answers.js';
import { curlOf, type FuzzRequest } from './requests.js';
import type { RawAnswer, Wire } from './wire.js';

/** Different faults that are looked for before the campaign gives up. */
const MOST_FAULTS = 12;
/** A transient 503 may be asked again so often, 100 ms apart. */
const PATIENCE = 80;

/** Sends made-up requests, holds each answer against the document, and watches the log behind them. */
export class Campaign {
  readonly sent = new Map<string, number>();
  readonly statuses = new Map<number, number>();
  readonly faults = new Map<string, string>();
  readonly waits: string[] = [];
  readonly spent = new Map<string, number>();
  private head = 0n;

  constructor(
    private readonly url: string,
    private readonly wire: Wire,
    private readonly log: EventLog,
    private readonly check: AnswerCheck,
  ) {}

  async begin(): Promise<void> {
    this.head = await this.log.head();
  }

  get total(): number {
    return [...this.statuses.values()].reduce((sum, count) => sum + count, 0);
  }

  /** So many requests; a fault that was found is shrunk, kept as curl, and looked for no more. */
  async run(requests: Arbitrary<FuzzRequest>, seed: number, runs: number): Promise<void> {
    const end = this.total + runs;
    for (let round = 0; this.total < end && this.faults.size < MOST_FAULTS; round++) {
      let shortest: { text: string; key: string } | undefined;
      const property = fc.asyncProperty(requests, async (request) => {
        const fault = await this.faultOf(request);
        if (fault === null || this.faults.has(keyOf(request, fault))) return true;
        shortest = { key: keyOf(request, fault), text: `${fault}\n  ${curlOf(this.url, request)}` };
        return false;
      });
      const parameters = { seed: seed + round, numRuns: end - this.total };
      const { failed } = await fc.check(property, parameters);
      if (!failed) return;
      if (shortest) this.faults.set(shortest.key, `seed ${seed + round}: ${shortest.text}`);
    }
  }

  /** Sends one request and looks at what came of it; null: all as promised. */
  async faultOf(request: FuzzRequest): Promise<string | null> {
    const begun = performance.now();
    const answer = await this.patiently(request);
    this.spent.set(request.operation.id, (this.spent.get(request.operation.id) ?? 0) + performance.now() - begun);
    count(this.sent, request.operation.id);
    count(this.statuses, answer.status);
    const head = await this.log.head();
    const [before, refused] = [this.head, answer.status >= 400 || request.method === 'GET'];
    this.head = head;
    if (refused && head !== before)
      return `the log went from ${before} to ${head} by what was answered ${answer.status}`;
    return this.check.faultOf(request, answer);
  }

  /** A bundle waits for the signature of what was recorded just now: it says so, and is there when it is asked again. */
  private async patiently(request: FuzzRequest): Promise<RawAnswer> {
    for (let tries = 0; ; tries++) {
      const answer = await this.wire.send(request);
      const waits = answer.status === 503 && /not-yet-proved/.test(answer.body.toString('utf8'));
      if (!waits || request.operation.path !== '/bundles' || tries === PATIENCE) return answer;
      if (tries === 0) this.waits.push(request.target);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The operations on which most of the time was spent, in milliseconds. */
  dearest(): string {
    const sorted = [...this.spent].sort(([, a], [, b]) => b - a).slice(0, 8);
    return sorted.map(([id, ms]) => `${id} ${Math.round(ms)}`).join(', ');
  }

  report(): string {
    const byStatus = [...this.statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
    return `${this.total} requests to ${this.sent.size} operations; ${byStatus.join(', ')}; asked again for a signature: ${this.waits.length}`;
  }
}

/** One fault is told once an operation, whatever the texts in it. */
function keyOf({ operation }: FuzzRequest, fault: string): string {
  return `${operation.id} ${/^status \d+|^\S+/.exec(fault)?.[0]}`;
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

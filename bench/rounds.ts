import { performance } from 'node:perf_hooks';

/** One side of a comparison: does the same work as the other side, in its own way. */
export interface Side {
  /** Clients that work at once, each on its next unit of work as soon as its last is done. */
  readonly clients: number;
  /** One unit of work of a client; returns how many operations it was. */
  readonly work: (client: number) => Promise<number>;
}

export interface Workload {
  readonly name: string;
  readonly what: string;
  readonly ours: Side;
  readonly floor: Side;
}

export interface Row {
  readonly workload: string;
  readonly what: string;
  /** Median over the rounds of ours / floor in the same round. */
  readonly ratio: number;
  /** Operations a second, medians. */
  readonly ours: number;
  readonly floor: number;
  /** 99th percentile of the time of one unit of our work, in milliseconds. */
  readonly p99ms: number;
  readonly floorP99ms: number;
  readonly rounds: number;
}

export interface Plan {
  readonly rounds: number;
  readonly roundMs: number;
}

/**
 * Measures both sides of each workload in one interleaved run: every round does every workload, one side directly after
 * the other, in reverse order every other round, so that what slows the machine down slows both.
 */
export async function measure(workloads: readonly Workload[], { rounds, roundMs }: Plan): Promise<Row[]> {
  const results = workloads.map(() => ({ ours: [] as Measured[], floor: [] as Measured[] }));
  for (const { ours, floor } of workloads) {
    await run(ours, roundMs);
    await run(floor, roundMs);
  }
  for (let round = 0; round < rounds; round++) {
    for (const [i, workload] of workloads.entries()) {
      const sides = round % 2 ? (['floor', 'ours'] as const) : (['ours', 'floor'] as const);
      for (const side of sides) results[i]?.[side].push(await run(workload[side], roundMs));
    }
  }
  return workloads.map(({ name, what }, i) => {
    const { ours = [], floor = [] } = results[i] ?? {};
    return {
      workload: name,
      what,
      ratio: rounded(median(ours.map((one, k) => one.perSecond / (floor[k]?.perSecond ?? Number.NaN))), 3),
      ours: Math.round(median(ours.map((one) => one.perSecond))),
      floor: Math.round(median(floor.map((one) => one.perSecond))),
      p99ms: rounded(
        percentile(
          ours.flatMap((one) => one.ms),
          0.99,
        ),
        2,
      ),
      floorP99ms: rounded(
        percentile(
          floor.flatMap((one) => one.ms),
          0.99,
        ),
        2,
      ),
      rounds,
    };
  });
}

interface Measured {
  readonly perSecond: number;
  /** Time of each unit of work, in milliseconds. */
  readonly ms: readonly number[];
}

async function run({ clients, work }: Side, roundMs: number): Promise<Measured> {
  const ms: number[] = [];
  let operations = 0;
  const start = performance.now();
  const client = async (number: number): Promise<void> => {
    for (let begin = performance.now(); begin - start < roundMs;) {
      const done = await work(number);
      operations += done;
      const end = performance.now();
      ms.push(end - begin);
      begin = end;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, number) => client(number)));
  return { perSecond: (operations * 1000) / (performance.now() - start), ms };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

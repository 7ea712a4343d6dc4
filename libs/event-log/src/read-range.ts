import type { Ordinal, ReadAllOptions, ReadStreamOptions } from './event-log.js';

/** Events of a batch unless the reader says otherwise. */
export const DEFAULT_BATCH = 1000;
/** Greater than every revision and every ordinal that a store can hold. */
const MAX_REVISION = 2 ** 31 - 1;
const MAX_ORDINAL = 2n ** 63n - 1n;

export interface StreamRange {
  /** First revision to read. */
  readonly from: number;
  readonly direction: 'forward' | 'backward';
  readonly limit: number;
}

/** The options of `readStream` with their defaults. @throws {RangeError} `from` or `limit` is no count */
export function readStreamRange({ from, direction = 'forward', limit }: ReadStreamOptions): StreamRange {
  return {
    from: Math.min(count(from, 'from', direction === 'forward' ? 0 : MAX_REVISION), MAX_REVISION),
    direction,
    limit: count(limit, 'limit', Number.MAX_SAFE_INTEGER),
  };
}

export interface LogRange {
  /** Forward: the last ordinal seen; backward: the ordinal to start before. */
  readonly start: Ordinal;
  readonly direction: 'forward' | 'backward';
  readonly limit: number;
  readonly batchSize: number;
}

/** The options of `readAll` with their defaults. @throws {RangeError} a position is negative, a limit is no count */
export function readAllRange(after: Ordinal | undefined, options: ReadAllOptions): LogRange {
  const { direction = 'forward', limit, batchSize } = options;
  const start = after ?? (direction === 'forward' ? 0n : MAX_ORDINAL);
  if (start < 0n) throw new RangeError(`after: ${start} is no ordinal`);
  const size = count(batchSize, 'batchSize', DEFAULT_BATCH);
  if (size === 0) throw new RangeError('batchSize: must be at least 1');
  return {
    start: start > MAX_ORDINAL ? MAX_ORDINAL : start,
    direction,
    limit: count(limit, 'limit', Number.MAX_SAFE_INTEGER),
    batchSize: size,
  };
}

function count(value: number | undefined, name: string, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${name}: ${value} is not a count`);
  return value;
}

import type { Attempt } from './post.js';
import { DELAYS_MS, delayAfter } from './schedule.js';

const failed: Attempt = { outcome: 'status', status: 500, retryAfterMs: null };

describe('the schedule of retries', () => {
  it('waits longer each time, about sixteen hours in all, and gives up after the tenth attempt', () => {
    const delays = Array.from({ length: 10 }, (_, i) => delayAfter(i + 1, failed, 0.5));
    expect(delays).toEqual([...DELAYS_MS, null]);
    const hours = DELAYS_MS.reduce((sum, delay) => sum + delay, 0) / 3_600_000;
    expect(hours).toBeCloseTo(15.7, 1);
    expect([...DELAYS_MS].sort((a, b) => a - b)).toEqual(DELAYS_MS);
  });

  it('shakes each delay by a fifth at most', () => {
    expect([delayAfter(1, failed, 0), delayAfter(1, failed, 1)]).toEqual([4000, 6000]);
  });

  it('leaves a receiver alone as long as it asks, up to the longest delay', () => {
    const after = (retryAfterMs: number) => delayAfter(1, { ...failed, retryAfterMs }, 0.5);
    expect([after(1000), after(60_000), after(999_999_000)]).toEqual([5000, 60_000, 8 * 3_600_000]);
  });
});

import { appending } from './contract/appending.contract.js';
import { concurrency } from './contract/concurrency.contract.js';
import type { LogUnderTest } from './contract/log-under-test.contract.js';
import { payloads } from './contract/payloads.contract.js';
import { ranges } from './contract/ranges.contract.js';
import { reading } from './contract/reading.contract.js';
import { refusing } from './contract/refusing.contract.js';
import { retrying } from './contract/retrying.contract.js';
import { subscribing } from './contract/subscribing.contract.js';

/**
 * The tests that define a log. An adapter's spec is one call: `describeEventLog('PostgresEventLog', open)`.
 *
 * @param open gives an empty log, and a second one beside it, each time
 */
export function describeEventLog(name: string, open: () => Promise<LogUnderTest>): void {
  describe(name, () => {
    describe('appending', () => appending(open));
    describe('an append is refused, and nothing is written:', () => refusing(open));
    describe('payloads', () => payloads(open));
    describe('reading a range', () => ranges(open));
    describe('reading', () => reading(open));
    describe('subscribing', () => subscribing(open));
    describe('many at once', () => concurrency(open));
    describe('sending again', () => retrying(open));
  });
}

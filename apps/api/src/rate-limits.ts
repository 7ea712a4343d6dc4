import { isIPv6 } from 'node:net';
import type { NextFunction, Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { whoAsks } from './asking.js';
import { isInside } from './ask-inside.js';
import { RequestProblem } from './problem.js';
import type { Rates, RequestSettings } from './request-settings.js';
import { traceOf } from './request-trace.js';

const MINUTE = 60;
/** Health, and what of a ledger is hashes: records and their leaves are reads like others. */
const OPEN = /^\/(health|(access-)?log\/(checkpoint|key|proof|history|tile\/\d+))(\/|$)/i;
const EXPORTS = /^\/(bundles|audit\/replay-proofs|compare)(\/|$)/i;
const FILES = /text\/csv|spreadsheetml|wordprocessingml/;

/** Which of the rates counts a request of somebody who has signed in. */
export function bucketOf({ method, path, query, headers }: Pick<Request, 'method' | 'path' | 'query' | 'headers'>) {
  if (OPEN.test(path)) return 'open';
  const { format } = query;
  if (EXPORTS.test(path) || (format !== undefined && format !== 'json') || FILES.test(headers.accept ?? ''))
    return 'exports';
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? 'reads' : 'commands';
}

/** Whom the rates of addresses count: an address, of IPv6 its network of 64 bits, which is one customer's. */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [before = '', after] = (plain.split('%')[0] ?? '').split('::');
  const groups = before === '' ? [] : before.split(':');
  if (after !== undefined) {
    const rest = after === '' ? [] : after.split(':');
    groups.push(...Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0'), ...rest);
  }
  return groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

/** Counts requests a minute and requests under way, for each subject or address; in this process alone. */
export class RateLimits {
  private readonly limiters: Readonly<Record<keyof Rates, RateLimiterMemory>>;
  private readonly underWay = new Map<string, number>();
  private all = 0;

  constructor(private readonly settings: Pick<RequestSettings, 'rates' | 'underWay'>) {
    const limiter = (name: keyof Rates) =>
      new RateLimiterMemory({ keyPrefix: name, points: settings.rates[name], duration: MINUTE });
    this.limiters = {
      reads: limiter('reads'),
      commands: limiter('commands'),
      exports: limiter('exports'),
      anonymous: limiter('anonymous'),
      open: limiter('open'),
    };
  }

  /** Before sign-in: an address whose tokens are refused again and again is not listened to for the rest of the minute. */
  readonly beforeSignIn = (request: Request, response: Response, next: NextFunction): void => {
    if (isInside(request)) return next();
    const key = networkOf(request.ip ?? '');
    response.once('finish', () => {
      if (response.statusCode === 401) void this.limiters.anonymous.penalty(key);
    });
    this.limiters.anonymous.get(key).then(
      (found) => {
        if (found === null || found.consumedPoints <= this.settings.rates.anonymous || bucketOf(request) === 'open')
          return next();
        refuse(response, found);
        next(new RequestProblem('too-many-requests'));
      },
      (error: unknown) => next(error),
    );
  };

  /** After sign-in: counts the request, and holds its place while it is under way. */
  readonly afterSignIn = (request: Request, response: Response, next: NextFunction): void => {
    if (isInside(request)) return next();
    const subject = whoAsks().principal?.subject ?? null;
    traceOf(request).subject = subject;
    const bucket = bucketOf(request);
    const name = bucket === 'open' || subject !== null ? bucket : 'anonymous';
    const key = bucket === 'open' || subject === null ? networkOf(request.ip ?? '') : subject;
    this.limiters[name].consume(key).then(
      (left) => {
        this.say(response, name, left);
        if (this.all >= this.settings.underWay.all) return next(new RequestProblem('overloaded'));
        if (this.takePlace(key, response)) return next();
        response.setHeader('Retry-After', '1');
        next(new RequestProblem('too-many-requests'));
      },
      (error: unknown) => {
        if (!(error instanceof RateLimiterRes)) return next(error);
        this.say(response, name, error);
        refuse(response, error);
        next(new RequestProblem('too-many-requests'));
      },
    );
  };

  private takePlace(key: string, response: Response): boolean {
    const own = this.underWay.get(key) ?? 0;
    if (own >= this.settings.underWay.each) return false;
    this.all += 1;
    this.underWay.set(key, own + 1);
    response.once('close', () => {
      this.all -= 1;
      const left = (this.underWay.get(key) ?? 1) - 1;
      if (left > 0) this.underWay.set(key, left);
      else this.underWay.delete(key);
    });
    return true;
  }

  private say(response: Response, name: keyof Rates, { remainingPoints, msBeforeNext }: RateLimiterRes): void {
    response.setHeader('RateLimit-Policy', `"${name}";q=${this.settings.rates[name]};w=${MINUTE}`);
    response.setHeader('RateLimit', `"${name}";r=${Math.max(0, remainingPoints)};t=${seconds(msBeforeNext)}`);
  }
}

function refuse(response: Response, { msBeforeNext }: RateLimiterRes): void {
  response.setHeader('Retry-After', String(Math.max(1, seconds(msBeforeNext))));
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}

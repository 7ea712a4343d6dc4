import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** The headers of Standard Webhooks. */
export interface SignatureHeaders {
  'webhook-id': string;
  'webhook-timestamp': string;
  'webhook-signature': string;
}

const PREFIX = 'whsec_';
/** How far the clock of the receiver may be from the timestamp, in seconds. */
const TOLERANCE_S = 300;

/** A secret of 32 random bytes in the form of Standard Webhooks: `whsec_` and base64. */
export function newSecret(): string {
  return PREFIX + randomBytes(32).toString('base64');
}

/**
 * Signs a message with each of the secrets that are valid at present, so that a receiver may change over in its own time.
 *
 * @param id the same in every attempt: a receiver that has seen it has seen the message
 * @param at UTC instant of this attempt
 */
export function signed(id: string, at: Date, body: string, secrets: readonly string[]): SignatureHeaders {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signatures = secrets.map((secret) => `v1,${signatureOf(id, timestamp, body, secret).toString('base64')}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}

/** What a receiver does: is one of the signatures made with the secret, and is the message of now? */
export function isSigned(headers: SignatureHeaders, body: string, secret: string, now: Date): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > TOLERANCE_S) return false;
  const expected = signatureOf(id, timestamp, body, secret);
  return signatures.split(' ').some((each) => {
    const [version, text = ''] = each.split(',');
    const given = Buffer.from(text, 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
}

function signatureOf(id: string, timestamp: string, body: string, secret: string): Buffer {
  const key = Buffer.from(secret.replace(PREFIX, ''), 'base64');
  return createHmac('sha256', key).update(`${id}.${timestamp}.${body}`, 'utf8').digest();
}

import { ProofRefused, type ProofFault } from './proof-refused.js';

export function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/**
 * Standard base64 (RFC 4648, section 4) with its padding, and only the one form that these bytes have: a second spelling of
 * the same proof would be another text that is accepted.
 *
 * @throws {ProofRefused} it is not
 */
export function fromBase64(text: string, fault: ProofFault): Uint8Array {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new ProofRefused(fault, `not base64: ${text.slice(0, 60)}`);
  return bytes;
}

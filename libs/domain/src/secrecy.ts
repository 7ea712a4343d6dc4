import { RuleViolation } from './rule-violation.js';

/** Markings of state secrets (độ mật). Nothing so marked is accepted. */
export const SECRECY_MARKINGS = ['mật', 'tối mật', 'tuyệt mật'] as const;

/**
 * A marking as it is stamped: "TUYỆT MẬT", "TỐI MẬT" as words in capitals; "MẬT" in capitals that stands alone at the
 * beginning of a line; any of them in brackets or after "độ mật:". "Mật độ", "bí mật", "MẬT ĐỘ" are ordinary words.
 */
const STAMPS = [
  /(?<!\p{L})(TUYỆT|TỐI)\s+MẬT(?!\p{L})/u,
  /^\s*MẬT\s*($|[-_–.:,;|/])/mu,
  /[[(]\s*((tuyệt|tối)\s+)?mật\s*[\])]/iu,
  /(?<!\p{L})độ\s+mật\s*[:=]\s*((tuyệt|tối)\s+)?mật(?!\p{L})/iu,
];

/** True if the text bears the marking of a state secret. Only words are looked at, never the bytes of a file. */
export function bearsSecrecyMarking(text: string): boolean {
  const composed = text.normalize('NFC');
  return STAMPS.some((stamp) => stamp.test(composed));
}

/** Refuses what is said to bear a marking. */
export function requireUnmarked(marking: string | null | undefined, subject: string): void {
  if (marking) throw new RuleViolation('state-secret-not-accepted', subject);
}

/** Refuses a body in whose texts, however deep, one bears a marking. */
export function requireNoSecrets(body: unknown): void {
  if (typeof body === 'string') return requireNoSecrecyMarking(body);
  if (typeof body !== 'object' || body === null) return;
  for (const part of Object.values(body)) requireNoSecrets(part);
}

/** The refusal repeats nothing of the text. */
export function requireNoSecrecyMarking(...texts: readonly (string | null)[]): void {
  if (texts.some((text) => text !== null && bearsSecrecyMarking(text))) {
    throw new RuleViolation('state-secret-not-accepted', 'độ mật');
  }
}

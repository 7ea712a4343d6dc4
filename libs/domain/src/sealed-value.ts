/**
 * A personal field as the log keeps it: ciphertext under a key of its subject. The domain never reads it; it carries it, says
 * which of several is the later one, and whether its subject was erased.
 */
export interface SealedValue {
  /** Version of the seal. */
  sealed: 1;
  /** Id of the subject's key. */
  key: string;
  nonce: string;
  text: string;
  tag: string;
}

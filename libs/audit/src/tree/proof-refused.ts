/** What was found wrong; a caller words it for its readers by this code. */
export type ProofFault =
  | 'not-a-number'
  | 'index-beyond-size'
  | 'sizes-reversed'
  | 'not-a-subtree'
  | 'not-a-hash'
  | 'too-few-hashes'
  | 'too-many-hashes'
  | 'wrong-root'
  | 'malformed-key'
  | 'malformed-note'
  | 'wrong-signature'
  | 'no-trusted-signature'
  | 'too-few-cosignatures'
  | 'malformed-checkpoint'
  | 'wrong-origin'
  | 'malformed-proof'
  | 'malformed-tile';

/** Something that claims to be proved is not: no verifying function of this folder throws anything else. */
export class ProofRefused extends Error {
  constructor(
    readonly fault: ProofFault,
    /** What was found, in plain English, for an auditor. */
    readonly reason: string,
  ) {
    super(reason);
    this.name = 'ProofRefused';
  }
}

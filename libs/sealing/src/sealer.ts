/** Where a sealed value stands. All of it is bound into the seal: a value that is moved elsewhere does not open there. */
export interface Place {
  /** Whose data it is, by the stream of the person or finding: `person-p1`. Each subject has a key of its own. */
  readonly subject: string;
  /** Name of the field in the event. */
  readonly field: string;
  /** Id of the event in which the value stands. */
  readonly event: string;
}

/** A personal field as the log keeps it. The numbers of bytes are those of AES-256-GCM; all texts are base64url. */
export interface SealedValue {
  /** Version of this form. 1: AES-256-GCM, the text padded to whole blocks of 64 bytes. */
  readonly sealed: 1;
  /** Id of the subject's key. */
  readonly key: string;
  readonly nonce: string;
  readonly text: string;
  readonly tag: string;
}

/** Opening says this of a field whose key was destroyed. */
export const ERASED = 'erased';

/**
 * Turns personal fields into sealed values and back. What is sealed can be read as long as the key of its subject exists;
 * when that is destroyed it can be read nowhere any more, however many copies of the sealed value there are.
 */
export interface Sealer {
  /**
   * Seals a text, byte for byte as it is (NFC and NFD are two texts). Makes the key of a subject that has none.
   *
   * @returns null: the subject is erased, nothing is sealed for it any more
   */
  seal(place: Place, text: string): Promise<SealedValue | null>;

  /**
   * @throws {SealBroken} the value was changed, or stands in another place than it was sealed for
   * @throws {KeyMissing} there is no key, and nobody has destroyed one
   */
  open(place: Place, value: SealedValue): Promise<{ readonly text: string } | typeof ERASED>;

  /**
   * A digest that can only be made with the subject's key, as 64 hexadecimal digits: it tells equal texts apart from others
   * without letting anybody guess a telephone number. Makes the key of a subject that has none.
   *
   * @returns null: the subject is erased
   */
  digest(subject: string, text: string): Promise<string | null>;

  /** Destroys the key of a subject for ever; there is no way back, and no second key. May be repeated. */
  destroy(subject: string): Promise<void>;
}

/** A sealed value does not open where it stands: it was changed, or moved, or is of a form that is not known. */
export class SealBroken extends Error {
  constructor({ subject, field, event }: Place, why: string) {
    super(`the sealed ${field} of ${subject} in event ${event} does not open: ${why}`);
    this.name = 'SealBroken';
  }
}

/** The key of a subject is not where it should be, and was not destroyed: the folder of keys is lost or another one. */
export class KeyMissing extends Error {
  constructor(subject: string, why: string) {
    super(`no key opens what is sealed of ${subject}: ${why}`);
    this.name = 'KeyMissing';
  }
}

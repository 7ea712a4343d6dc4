/**
 * What was read, or refused. It holds what was asked (route, ids, dates) and how it ended, never what stood in the answer:
 * a second log of personal content would be a second thing to protect.
 */
export interface Accessed {
  /** Method and pattern of the address, `GET /persons/:personId`. */
  route: string;
  /** Streams of whom or what it was about, `person-p-01`; nobody in particular: empty. */
  subjects: string[];
  /** Filters of the question that are ids, dates or words of a list; never free text. */
  asked: Record<string, string>;
  /** Valid time of the answer; null: it has none, or there was no answer. */
  asOf: string | null;
  /** Known time of the answer, an ordinal of the log of events. */
  knownAt: number | null;
  /** HTTP status. */
  status: number;
  /** Things in the answer; null: not counted, because it was sent as it was read. */
  rows: number | null;
}

/** Events of the access log. Names and payloads are its storage format. */
export type AccessEvents = {
  /** Something about a person, an informant or a piece of evidence was read, or asked for and not on record. */
  SensitiveRead: Accessed;
  /** A list or paper left as a file. */
  ListExported: Accessed & { format: string };
  /** A rule about who may do it refused. `reason`: code of the rule, or of the problem. */
  AccessDenied: Accessed & { reason: string };
  /** An evidence bundle was made: with its digest, so that nobody can later say that it was another. */
  BundleMade: Accessed & { sha256: string; events: number; treeSize: number };
};
export type AccessKind = keyof AccessEvents;
export const ACCESS_KINDS: readonly AccessKind[] = ['SensitiveRead', 'ListExported', 'AccessDenied', 'BundleMade'];

/** Who reads, as stated in the request; null: not said. Nobody checks it until there is sign-in. */
export interface AccessedBy {
  actor: string | null;
  office: string | null;
}

/** Takes in what was read or refused. Whoever decides who may do what calls it where it refuses. */
export interface AccessRecorder {
  /**
   * Resolves once it is on stable storage.
   * @throws {AccessUnrecorded} it is not; what may not be read unseen is then not given out
   */
  record<K extends AccessKind>(kind: K, by: AccessedBy, what: AccessEvents[K]): Promise<void>;
}

/** The access log does not take it. It may hold it nevertheless: the answer of the store may have been lost. */
export class AccessUnrecorded extends Error {
  constructor(options?: ErrorOptions) {
    super('the access log cannot be written', options);
    this.name = 'AccessUnrecorded';
  }
}

/** Which event made a fact: its id (evidence) and its ordinal (known time: the place in the log, counted from 1). */
export interface EventRef {
  readonly id: string;
  readonly ordinal: number;
}

/** One recorded event as the domain sees it. */
export interface RecordedFact extends EventRef {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
}

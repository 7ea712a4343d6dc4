import { Command } from '@nestjs/cqrs';

/** What is known of a command besides its body. */
export interface CommandMeta {
  /** UUID. The same id is the same command: it has one effect, and each retry gets the first receipt. */
  readonly commandId: string;
  /** Opaque person id of who asks; null for the system. */
  readonly actor: string | null;
  /** Office in which the actor acts. */
  readonly office: string | null;
  readonly correlation: string;
  readonly causation: string | null;
  /** About the record: source document and line; `historical` for an import, which sets nothing off. */
  readonly record: { readonly source?: SourceReference; readonly historical?: true };
}

export interface SourceReference {
  readonly document: string;
  readonly line: number;
}

/** What a command has recorded. A retry gets the same receipt again. */
export interface Receipt {
  commandId: string;
  /** Ordinal of the last event: ask with `atLeast` this to read your own write. Null if nothing had to be recorded. */
  position: number | null;
  events: { id: string; type: string; stream: string; revision: number; position: number; recordedAt: string }[];
}

/** A command that records events. Its own properties are its body; the meta stands beside it and is not hashed. */
export abstract class RecordingCommand extends Command<Receipt> {
  #meta: CommandMeta | undefined;

  get meta(): CommandMeta {
    if (!this.#meta) throw new Error(`${this.constructor.name} was not given its meta`);
    return this.#meta;
  }

  /** Done once, by the desk that takes the command in. */
  attach(meta: CommandMeta): this {
    this.#meta = meta;
    return this;
  }
}

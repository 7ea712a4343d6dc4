import { join } from 'node:path';
import { contentOf, replaceFile } from './durable-file.js';

/** Up to where the orders of the log were carried out: an ordinal, and the event that stands there. */
export interface ErasedUpTo {
  readonly ordinal: number;
  readonly event: string;
}

/**
 * Lies beside the keys and not in the database: keys that come back with a backup bring their mark of then along, and what
 * was ordered since is carried out on them again.
 */
export interface ErasureMark {
  read(): Promise<ErasedUpTo | null>;
  write(mark: ErasedUpTo): Promise<void>;
}

export class InMemoryErasureMark implements ErasureMark {
  private mark: ErasedUpTo | null = null;

  read(): Promise<ErasedUpTo | null> {
    return Promise.resolve(this.mark);
  }

  write(mark: ErasedUpTo): Promise<void> {
    this.mark = mark;
    return Promise.resolve();
  }
}

export class DiskErasureMark implements ErasureMark {
  private readonly path: string;

  /** @param folder that of the keys */
  constructor(folder: string) {
    this.path = join(folder, 'erased-up-to');
  }

  /** What cannot be read counts as nothing: the orders are then carried out from the first on. */
  async read(): Promise<ErasedUpTo | null> {
    try {
      const { ordinal, event } = JSON.parse((await contentOf(this.path)) ?? '') as Partial<ErasedUpTo>;
      return Number.isSafeInteger(ordinal) && typeof event === 'string' ? ({ ordinal, event } as ErasedUpTo) : null;
    } catch {
      return null;
    }
  }

  async write({ ordinal, event }: ErasedUpTo): Promise<void> {
    await replaceFile(this.path, JSON.stringify({ ordinal, event }));
  }
}

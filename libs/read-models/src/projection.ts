import type { QueryRunner } from 'typeorm';
import type { LoggedEvent } from '#event-log/event-log.js';

/**
 * A read model: what a batch of events writes, in log order, one statement a table. The projector gives it the batch
 * within the transaction that moves the checkpoint.
 */
export interface Projection {
  readonly name: string;
  apply(batch: readonly LoggedEvent[], db: QueryRunner): Promise<void>;
}

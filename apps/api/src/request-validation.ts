import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import { commandValidation, InvalidCommand } from '#commands/command-desk.js';
import { RequestProblem } from './problem.js';

/** The check of bodies is that of commands from anywhere; faults of the path and the query are named as parameters. */
export class RequestValidation implements PipeTransform {
  private readonly pipe = commandValidation();

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'custom') return value;
    try {
      return await this.pipe.transform(value, metadata);
    } catch (error) {
      if (!(error instanceof InvalidCommand) || metadata.type === 'body') throw error;
      const faults = error.faults.map(({ pointer, code, message }) => ({ where: pointer.slice(1), code, message }));
      throw new RequestProblem('invalid-query', faults, 'parameter');
    }
  }
}

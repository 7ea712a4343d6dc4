import { v5 as uuidv5 } from 'uuid';

/** Id of the event at an index of what a command appends to a stream: one id never stands in two streams. */
export function eventIdOf(commandId: string, stream: string, index: number): string {
  return uuidv5(`${stream} ${index}`, commandId);
}

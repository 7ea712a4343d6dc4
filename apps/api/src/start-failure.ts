import { isUnavailable } from '#database/availability.js';
import { DatabaseProblem, errorCode } from '#database/database-problem.js';
import { LogUnavailable } from '#event-log/event-log.js';
import { KeysUnusable } from '#sealing/subject-keys.js';

/** SQLSTATEs by which a server turns a program away that has come with the wrong settings. */
const TURNED_AWAY: Readonly<Record<string, string>> = {
  '28P01': 'The database server does not accept the user and password of the connection string',
  '28000': 'The database server does not let this user in from here',
  '3D000': 'The database server has no such database',
  '42501': 'The database user may not do what it has to',
};

/** A failed start as a sentence and a hint, without addresses that may hold a password. Null: not foreseen. */
export function startFailure(error: unknown): DatabaseProblem | null {
  if (error instanceof DatabaseProblem) return error;
  const turnedAway = TURNED_AWAY[errorCode(error)];
  if (turnedAway !== undefined) {
    return new DatabaseProblem(
      turnedAway,
      'Check DATABASE_URL, and MIGRATION_, PROJECTOR_, READER_ and CONTEXT_DATABASE_URL.',
    );
  }
  if (error instanceof LogUnavailable) {
    return new DatabaseProblem('The event store cannot be reached', 'Check EVENTSTORE_URL and that the server runs.');
  }
  if (error instanceof KeysUnusable) {
    return new DatabaseProblem(
      `The keys of personal data cannot be used: ${error.message}`,
      'Put the folder `sealing` of KEY_DIR back from its backup; nothing is made in its place.',
    );
  }
  if (isUnavailable(error)) {
    return new DatabaseProblem(
      'The database server cannot be reached or does not take connections now',
      'Check DATABASE_URL and that the server runs, then start again.',
    );
  }
  return null;
}

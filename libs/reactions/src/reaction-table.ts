import { escalation } from './escalation.js';
import type { Reaction } from './reaction.js';
import { rectification } from './rectification.js';

/** Everything that an event or a day sets off. A reaction is an entry here and a file beside this one. */
export const REACTIONS: readonly Reaction[] = [escalation, rectification];

import { escalation } from './escalation.js';
import type { Reaction } from './reaction.js';
import { rectification } from './rectification.js';
import { reminder } from './reminder.js';
import { scenario, thresholdCrossing } from './scenario.js';

/**
 * Everything that an event or a day sets off. A reaction is an entry here and a file beside this one.
 *
 * That a head has changed sets nothing off: what is due of a handover follows from the appointments alone, and the view
 * of handovers shows it (docs/adr, "Reactions draft, a person signs").
 */
export const REACTIONS: readonly Reaction[] = [escalation, rectification, reminder, thresholdCrossing, scenario];

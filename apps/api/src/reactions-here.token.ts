/** Injection token of what the process knows of the reactions. */
export const REACTIONS_HERE = Symbol('REACTIONS_HERE');

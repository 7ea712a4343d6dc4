import { factIndex } from './fact-index.js';
import type { Projection } from './projection.js';

/** All read models; they share one checkpoint, so that one snapshot answers from one moment. */
export const PROJECTIONS: readonly Projection[] = [factIndex];

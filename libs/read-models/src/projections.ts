import { concernIndex } from './concern-index.js';
import { factIndex } from './fact-index.js';
import type { Projection } from './projection.js';
import { searchIndex } from './search-index.js';

/** All read models; they share one checkpoint, so that one snapshot answers from one moment. */
export const PROJECTIONS: readonly Projection[] = [factIndex, searchIndex, concernIndex];

import { InMemorySubjectKeys } from './in-memory.subject-keys.js';
import { describeSubjectKeys } from './subject-keys.contract.js';

describeSubjectKeys('keys in memory', () =>
  Promise.resolve({ keys: new InMemorySubjectKeys(), close: () => Promise.resolve() }),
);

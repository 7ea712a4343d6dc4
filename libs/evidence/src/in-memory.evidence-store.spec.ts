import { describeEvidenceStore } from './evidence-store.contract.js';
import { InMemoryEvidenceStore } from './in-memory.evidence-store.js';

describeEvidenceStore('memory', (limit) => Promise.resolve(new InMemoryEvidenceStore(limit)));

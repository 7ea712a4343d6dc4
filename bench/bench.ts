import { measureAnswers } from './answers.js';
import { measureHttp } from './http.js';
import { measureLedger } from './ledger.js';
import { measureLists } from './lists.js';
import { GOALS, measureLog } from './log.js';
import { measureNation } from './nation.js';
import { measureScope } from './scope.js';
import { measureSearch } from './search.js';
import { writePerformancePage } from './performance-page.js';

/** `npm run bench [-- NAME]`: each name is a set of measurements; without one, all of them. */
const BENCHES: { readonly [name: string]: () => Promise<void> } = {
  log: measureLog,
  http: measureHttp,
  answers: measureAnswers,
  lists: measureLists,
  ledger: measureLedger,
  nation: measureNation,
  search: measureSearch,
  scope: measureScope,
};

const name = process.argv[2];
if (name === 'page') {
  await writePerformancePage(GOALS);
} else if (name !== undefined && !Object.hasOwn(BENCHES, name)) {
  process.stderr.write(`Which one? ${Object.keys(BENCHES).join(', ')}; or page, to write docs/performance.md\n`);
  process.exitCode = 2;
} else {
  for (const [one, bench] of Object.entries(BENCHES)) if (name === undefined || name === one) await bench();
}

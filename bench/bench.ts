import { measureAnswers } from './answers.js';
import { measureHttp } from './http.js';
import { measureLog } from './log.js';

/** `npm run bench [-- NAME]`: each name is a set of measurements; without one, all of them. */
const BENCHES: { readonly [name: string]: () => Promise<void> } = {
  log: measureLog,
  http: measureHttp,
  answers: measureAnswers,
};

const name = process.argv[2];
const chosen = name === undefined ? Object.values(BENCHES) : Object.hasOwn(BENCHES, name) ? [BENCHES[name]] : [];
if (chosen.length === 0) {
  process.stderr.write(`Which one? ${Object.keys(BENCHES).join(', ')}\n`);
  process.exitCode = 2;
}
for (const bench of chosen) await bench?.();

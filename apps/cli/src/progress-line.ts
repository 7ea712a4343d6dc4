import type { ImportProgress } from '#exchange/import-report.js';

/** One line that moves, where somebody is looking; where nobody is, one line for every tenth. */
export function progressLine({ rows, of, rate, secondsLeft }: ImportProgress): void {
  const text = `${rows}/${of}  ${Math.round(rate)}/s  ${Math.ceil(secondsLeft)} s left`;
  if (process.stderr.isTTY) process.stderr.write(`\r${text}   ${rows >= of ? '\n' : ''}`);
  else if (rows >= of || Math.floor((rows * 10) / of) > told) {
    told = rows >= of ? 0 : Math.floor((rows * 10) / of);
    process.stderr.write(`${text}\n`);
  }
}

let told = 0;

/** How far something is. */
interface Progress {
  rows: number;
  of: number;
  /** A second. */
  rate: number;
  secondsLeft: number | null;
  /** What is being done, where it is more than one thing. */
  phase?: string;
}

/** One line that moves, where somebody is looking; where nobody is, one line for every tenth. */
export function progressLine({ rows, of, rate, secondsLeft, phase }: Progress): void {
  const left = secondsLeft === null || !Number.isFinite(secondsLeft) ? '?' : Math.ceil(secondsLeft);
  const text = `${phase === undefined ? '' : `${phase} `}${rows}/${of}  ${Math.round(rate)}/s  ${left} s left`;
  if (process.stderr.isTTY) process.stderr.write(`\r${text}   ${rows >= of ? '\n' : ''}`);
  else if (rows >= of || Math.floor((rows * 10) / of) > told) {
    told = rows >= of ? 0 : Math.floor((rows * 10) / of);
    process.stderr.write(`${text}\n`);
  }
}

let told = 0;

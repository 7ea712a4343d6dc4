import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SampleLog } from '../testing/sample-log.js';
import {
  compileWitness,
  type Death,
  removeCompiledWitness,
  witnessInAChild,
  type WitnessInAChild,
} from '../testing/witness-in-a-child.js';
import { parseVkey } from '../tree/note-key.js';
import { type Fed, feedWitness } from './witness-client.js';

let dir: string;
let children: WitnessInAChild[];

const start = async (death?: Death): Promise<WitnessInAChild> => {
  const child = await witnessInAChild(dir, new SampleLog().key.verifier.vkey, death);
  children.push(child);
  return child;
};

/** Shows the log as it is to a witness, going on from what the witness says it has. */
const show = (log: SampleLog, { url, vkey }: WitnessInAChild, known = 0): Promise<Fed> =>
  feedWitness({
    witness: { url, key: parseVkey(vkey) },
    checkpoint: log.checkpoint(),
    known,
    consistency: async (from, to) => log.proof(from, to),
    timeout: 20_000,
  });

beforeAll(compileWitness);
afterAll(removeCompiledWitness);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'trachnhiem-witness-'));
  children = [];
});

afterEach(async () => {
  await Promise.all(children.map((child) => child.end()));
  rmSync(dir, { recursive: true, force: true });
});

describe('a witness that is killed', () => {
  it('between the keeping and the answer holds what it kept, and cosigns no other history', async () => {
    const mortal = await start('before the answer');
    expect(await show(new SampleLog().grow(5), mortal)).toMatchObject({ kind: 'away' });
    const risen = await start();
    expect(risen.vkey).toBe(mortal.vkey);
    expect(await show(new SampleLog().grow(5, 'khác'), risen)).toMatchObject({ kind: 'conflict', size: 5 });
    expect(await show(new SampleLog().grow(9, 'khác'), risen)).toMatchObject({ kind: 'conflict', size: 5 });
    // The log itself gets its cosignature when it asks again.
    expect(await show(new SampleLog().grow(5), risen)).toMatchObject({ kind: 'cosigned' });
    expect(await show(new SampleLog().grow(9), risen)).toMatchObject({ kind: 'cosigned' });
  }, 120_000);

  it('between the check and the keeping has cosigned nothing, and takes the next', async () => {
    expect(await show(new SampleLog().grow(5), await start())).toMatchObject({ kind: 'cosigned' });
    const mortal = await start('after the check');
    expect(await show(new SampleLog().grow(9), mortal, 5)).toMatchObject({ kind: 'away' });
    const risen = await start();
    expect(await show(new SampleLog().grow(7), risen, 9)).toMatchObject({ kind: 'cosigned' });
    expect(await show(new SampleLog().grow(5), risen)).toEqual({ kind: 'ahead', size: 7 });
  }, 120_000);
});

describe('two witnesses in two processes with one folder', () => {
  it('are one witness: one history is cosigned, however many ask at once', async () => {
    const [one, two] = [await start(), await start()];
    expect(one.vkey).toBe(two.vkey);
    const sizes = Array.from({ length: 30 }, (_, i) => 1 + ((i * 7) % 30));
    const shown = sizes.flatMap((size, i) =>
      ['thật', 'khác'].map(async (history) => {
        const fed = await show(new SampleLog().grow(size, history), (i + history.length) % 2 === 0 ? one : two);
        return { history, size, kind: fed.kind };
      }),
    );
    const outcomes = await Promise.all(shown);
    const cosigned = outcomes.filter(({ kind }) => kind === 'cosigned');
    expect(cosigned.length).toBeGreaterThan(0);
    expect(new Set(cosigned.map(({ history }) => history)).size).toBe(1);
    // The other history is found out, by whichever process is asked.
    const other = cosigned[0]?.history === 'thật' ? 'khác' : 'thật';
    for (const witness of [one, two])
      expect(await show(new SampleLog().grow(40, other), witness)).toMatchObject({ kind: 'conflict' });
  }, 120_000);
});

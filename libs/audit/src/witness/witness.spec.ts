import { SampleLog } from '../testing/sample-log.js';
import { signatureLine } from '../tree/signed-note.js';
import { parseNote } from '../tree/signed-note.js';
import { type Cosigned, decide, type Decision, formatAddCheckpoint, NOTHING, parseAddCheckpoint } from './witness.js';

const LOG = new SampleLog();
const seen = (log: SampleLog): Cosigned => ({ size: log.hashes.tree.size, root: log.hashes.tree.root() });
const judge = (body: string, last: Cosigned = NOTHING, keys = [LOG.key.verifier]): Decision =>
  decide(parseAddCheckpoint(body), keys, last);

describe('what a witness decides', () => {
  it('cosigns the first checkpoint it sees, and each that goes on from the last', () => {
    expect(judge(new SampleLog().grow(5).request(0)).kind).toBe('cosign');
    const last = seen(new SampleLog().grow(5));
    expect(judge(new SampleLog().grow(9).request(5), last).kind).toBe('cosign');
    expect(judge(new SampleLog().grow(5).request(5), last).kind).toBe('cosign');
    expect(judge(new SampleLog().request(0)).kind).toBe('cosign');
  });

  it('cosigns the text alone: of the signatures it keeps those of the log', () => {
    const log = new SampleLog().grow(2);
    const { text } = parseNote(log.checkpoint());
    const stranger = signatureLine(text, new SampleLog('stranger.example', 7).key);
    const decision = judge(formatAddCheckpoint({ old: 0, proof: [], checkpoint: log.checkpoint() + stranger }));
    expect(decision).toEqual({ kind: 'cosign', text, note: log.checkpoint() });
  });

  it('accepts the signature of any of the keys that it trusts for the log', () => {
    const newKey = new SampleLog(LOG.origin, 8);
    expect(judge(newKey.grow(1).request(0), NOTHING, [LOG.key.verifier, newKey.key.verifier]).kind).toBe('cosign');
  });

  it('does not know other logs', () => {
    expect(judge(new SampleLog('other.example').grow(1).request(0), NOTHING, [])).toEqual({
      kind: 'unknown-log',
      reason: 'the log other.example is not known here',
    });
  });

  it('takes only what the log signed', () => {
    expect(judge(new SampleLog(LOG.origin, 9).grow(1).request(0)).kind).toBe('unsigned');
    const forged = new SampleLog().grow(1).request(0).replace('\n1\n', '\n2\n');
    expect(judge(forged).kind).toBe('unsigned');
  });

  it('looks at the signature before anything else that it would tell', () => {
    const forged = new SampleLog(LOG.origin, 9).grow(4).request(2);
    expect(judge(forged, seen(new SampleLog().grow(3))).kind).toBe('unsigned');
  });

  it('takes no old size beyond the checkpoint', () => {
    const { checkpoint } = parseAddCheckpoint(new SampleLog().grow(3).request(0));
    expect(judge(formatAddCheckpoint({ old: 4, proof: [], checkpoint })).kind).toBe('malformed');
  });

  it('tells its own size to whoever believes another', () => {
    const last = seen(new SampleLog().grow(5));
    const at = (old: number, size: number) => judge(new SampleLog().grow(size).request(old), last);
    expect(at(0, 9)).toMatchObject({ kind: 'other-size', size: 5 });
    expect(at(4, 9)).toMatchObject({ kind: 'other-size', size: 5 });
    expect(at(6, 9)).toMatchObject({ kind: 'other-size', size: 5 });
    expect(judge(new SampleLog().grow(9).request(5))).toMatchObject({ kind: 'other-size', size: 0 });
  });

  it('finds a log that was put back to an earlier state', () => {
    const last = seen(new SampleLog().grow(5));
    expect(judge(new SampleLog().grow(4).request(4), last)).toMatchObject({ kind: 'other-size', size: 5 });
    // Gone on from there with other events, and told to prove what it cannot.
    const other = new SampleLog().grow(4).grow(8, 'khác');
    expect(judge(other.request(5), last).kind).toBe('unproved');
  });

  it('finds two roots for one size, whatever old size is said', () => {
    const last = seen(new SampleLog().grow(5));
    const other = new SampleLog().grow(4).grow(5, 'khác');
    for (const old of [0, 3, 5])
      expect(judge(other.request(old), last)).toEqual({
        kind: 'two-roots',
        size: 5,
        reason: 'the log signed another root for the size 5',
      });
  });

  it('takes no proof that does not prove it', () => {
    const log = new SampleLog().grow(9);
    const request = parseAddCheckpoint(log.request(5));
    const last = seen(new SampleLog().grow(5));
    const wrong = [
      request.proof.slice(1),
      [...request.proof, request.proof[0]!],
      request.proof.toReversed(),
      [],
      log.proof(4),
    ];
    for (const proof of wrong) expect(judge(formatAddCheckpoint({ ...request, proof }), last).kind).toBe('unproved');
    const first = formatAddCheckpoint({ old: 0, proof: [request.proof[0]!], checkpoint: request.checkpoint });
    expect(judge(first).kind).toBe('unproved');
    const same = formatAddCheckpoint({ old: 9, proof: [request.proof[0]!], checkpoint: request.checkpoint });
    expect(judge(same, seen(log)).kind).toBe('unproved');
  });

  it('knows what an empty tree is', () => {
    const empty = new SampleLog().request(0);
    const wrong = new SampleLog().grow(1).request(0).replace('\n1\n', '\n0\n');
    expect(judge(empty).kind).toBe('cosign');
    expect(judge(wrong).kind).toBe('unsigned');
  });
});

describe('the form of a request', () => {
  const good = new SampleLog().grow(9).request(5);

  it('is read as it is written', () => {
    const parsed = parseAddCheckpoint(good);
    expect(parsed).toMatchObject({ old: 5, checkpoint: new SampleLog().grow(9).checkpoint() });
    expect(formatAddCheckpoint(parsed)).toBe(good);
  });

  it.each([
    ['nothing', ''],
    ['no old size', good.slice(good.indexOf('\n') + 1)],
    ['a leading zero', good.replace('old 5', 'old 05')],
    ['a sign', good.replace('old 5', 'old -5')],
    ['two spaces', good.replace('old 5', 'old  5')],
    ['a size beyond 2^53 - 1', good.replace('old 5', 'old 9007199254740992')],
    ['a hash of 31 bytes', `old 5\n${Buffer.alloc(31).toString('base64')}\n\n${LOG.checkpoint()}`],
    ['what is not base64', `old 5\n*\n\n${LOG.checkpoint()}`],
    ['64 hashes', `old 5\n${`${Buffer.alloc(32).toString('base64')}\n`.repeat(64)}\n${LOG.checkpoint()}`],
    ['no empty line', good.replaceAll('\n\n', '\n')],
  ])('is refused with %s', (_, body) => {
    expect(() => parseAddCheckpoint(body)).toThrow(expect.objectContaining({ name: 'ProofRefused' }));
  });

  it('is refused if what it brings is no checkpoint', () => {
    expect(decide({ old: 0, proof: [], checkpoint: 'một\n' }, [LOG.key.verifier], NOTHING).kind).toBe('malformed');
  });
});

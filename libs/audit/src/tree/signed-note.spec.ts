import { SecondKey } from '../testing/second-tree.js';
import { formatCheckpoint, openCheckpoint, parseCheckpoint } from './checkpoint.js';
import { EMPTY_ROOT } from './merkle-tree.js';
import { parseSkey, parseVkey, signerOf } from './note-key.js';
import { ProofRefused } from './proof-refused.js';
import { cosignatureLine, MAX_SIGNATURES, openNote, parseNote, signatureLine, signNote } from './signed-note.js';

const seed = (n: number) => Buffer.alloc(32, n);
const log = signerOf('log.example/nhiệm-vụ', 'log', seed(1));
const witness = signerOf('thanh-tra.example', 'witness', seed(2));
const root = Buffer.from(EMPTY_ROOT).toString('base64');
const text = `${log.verifier.name}\n0\n${root}\n`;
const note = signNote(text, [log]);
const cosigned = note + cosignatureLine(text, witness, 1_700_000_000);
const fault = (act: () => unknown) => {
  try {
    act();
    return null;
  } catch (error) {
    return error instanceof ProofRefused ? error.fault : String(error);
  }
};

describe('a signed note', () => {
  it('is opened by the public key of whoever signed it', () => {
    const opened = openNote(cosigned, [log.verifier, witness.verifier]);
    expect(opened.text).toBe(text);
    expect(opened.signatures.map(({ key, time }) => [key.name, time])).toEqual([
      ['log.example/nhiệm-vụ', null],
      ['thanh-tra.example', 1_700_000_000],
    ]);
    expect(text + '\n' + opened.signatures.map(({ line }) => line).join('')).toBe(cosigned);
  });

  it('is refused as a whole if the signature of a trusted key is false, and not for that of a stranger', () => {
    const changed = cosigned.replace('\n0\n', '\n1\n');
    expect(fault(() => openNote(changed, [log.verifier]))).toBe('wrong-signature');
    const second = signatureLine('another text\n', log);
    expect(fault(() => openNote(`${text}\n${second}`, [log.verifier]))).toBe('wrong-signature');
    const stranger = signatureLine(text, signerOf('stranger.example', 'log', seed(3)));
    expect(openNote(`${text}\n${stranger}${signatureLine(text, log)}`, [log.verifier]).signatures).toHaveLength(1);
    expect(fault(() => openNote(`${text}\n${stranger}`, [log.verifier]))).toBe('no-trusted-signature');
  });

  it('is refused with any one bit of its bytes flipped', () => {
    const bytes = Buffer.from(cosigned);
    const accepted: number[] = [];
    for (let bit = 0; bit < bytes.length * 8; bit += process.env['AUDIT_FULL'] === '1' ? 1 : 3) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3]! ^= 1 << (bit & 7);
      try {
        const opened = openCheckpoint(changed.toString('utf8'), log.verifier, [witness.verifier]);
        // A cosignature under a changed name is a stranger's: not looked at, and not counted.
        if (opened.cosignatures.length > 0) accepted.push(bit);
      } catch (error) {
        if (!(error instanceof ProofRefused)) throw error;
      }
    }
    expect(accepted).toEqual([]);
  });

  it('says of a time that it was not signed at', () => {
    const later = cosignatureLine(text, witness, 1_700_000_001);
    const bytes = Buffer.from(later.split(' ')[2]!, 'base64');
    bytes.writeBigUInt64BE(1_700_000_000n, 4);
    const moved = `— thanh-tra.example ${bytes.toString('base64')}\n`;
    expect(fault(() => openNote(note + moved, [log.verifier, witness.verifier]))).toBe('wrong-signature');
  });

  it('does not take the signature of a log for that of a witness with the same secret', () => {
    const both = signerOf(log.verifier.name, 'witness', seed(1));
    expect(both.verifier.id).not.toBe(log.verifier.id);
    expect(fault(() => openNote(note, [both.verifier]))).toBe('no-trusted-signature');
    expect(fault(() => signatureLine(text, both))).toBe('malformed-key');
    expect(fault(() => cosignatureLine(text, log, 1))).toBe('malformed-key');
  });

  it.each([
    ['no empty line', 'text\n— a AAAAAAA=\n'],
    ['no signature', 'text\n\n'],
    ['no last newline', note.slice(0, -1)],
    ['a hyphen for the dash', note.replace('— ', '- ')],
    ['a tab', note.replace('\n0\n', '\n\t0\n')],
    ['a carriage return', note.replaceAll('\n', '\r\n')],
    ['half a surrogate pair', note.replace('0', '\ud800')],
    ['a signature of four bytes', `${text}\n— a AAAAAA==\n`],
    ['base64 without padding', `${text}\n— a AAAAAAA\n`],
    ['base64 with spare bits', `${text}\n— a AAAAAAB=\n`],
    ['a plus in the name', `${text}\n— a+b AAAAAAA=\n`],
    ['three words', `${text}\n— a b AAAAAAA=\n`],
    ['more than a note may hold', `${'x'.repeat(70_000)}\n\n— a AAAAAAA=\n`],
    ['too many signatures', `${text}\n${'— a AAAAAAA=\n'.repeat(MAX_SIGNATURES + 1)}`],
  ])('is malformed with %s', (_, note) => {
    expect(fault(() => parseNote(note))).toBe('malformed-note');
  });

  it('takes sixteen signatures and more, and counts a key once', () => {
    const many = signNote(
      text,
      Array.from({ length: 16 }, (_, i) => signerOf(`s${i}`, 'log', seed(i + 10))),
    );
    const last = signerOf('s15', 'log', seed(25)).verifier;
    expect(openNote(many + signatureLine(text, signerOf('s15', 'log', seed(25))), [last]).signatures).toHaveLength(1);
  });

  it('keeps empty lines in its text', () => {
    const signed = signNote('a\n\nb\n', [log]);
    expect(openNote(signed, [log.verifier]).text).toBe('a\n\nb\n');
    expect(fault(() => signNote('a', [log]))).toBe('malformed-note');
    expect(fault(() => signNote('a\t\n', [log]))).toBe('malformed-note');
  });
});

describe('the keys of notes', () => {
  it('come back from the line they are printed as', () => {
    expect(parseSkey(witness.skey).verifier.vkey).toBe(witness.verifier.vkey);
    expect(parseVkey(witness.verifier.vkey)).toMatchObject({ name: 'thanh-tra.example', kind: 'witness' });
  });

  it.each([
    ['', 'a key'],
    ['a+00000000+AQ==', 'an id that is not its own'],
    [log.verifier.vkey.replace('log.example', 'log.exempla'), 'another name'],
    [log.verifier.vkey.slice(0, -4), 'a key cut short'],
    [`${log.verifier.vkey}\n`, 'a newline'],
  ])('%j is refused: %s', (vkey) => {
    expect(fault(() => parseVkey(vkey))).toBe('malformed-key');
    expect(fault(() => parseSkey(`PRIVATE+KEY+${vkey}`))).toBe('malformed-key');
    expect(fault(() => parseSkey(vkey))).toBe('malformed-key');
  });

  it.each(['', 'a b', 'a+b', 'a\u00a0b', 'a\nb'])('have no name like %j', (name) => {
    expect(fault(() => signerOf(name, 'log', seed(1)))).toBe('malformed-key');
  });
});

describe('a checkpoint', () => {
  const body = { origin: 'a', size: 5, root: EMPTY_ROOT, extensions: [] };

  it('is read as it was written', () => {
    expect(parseCheckpoint(formatCheckpoint(body))).toEqual(body);
    expect(parseCheckpoint(formatCheckpoint({ ...body, extensions: ['x', 'y'] })).extensions).toEqual(['x', 'y']);
  });

  it.each([
    ['no last newline', `a\n5\n${root}`],
    ['an empty extension', `a\n5\n${root}\n\n`],
    ['a leading zero', `a\n05\n${root}\n`],
    ['a plus sign', `a\n+5\n${root}\n`],
    ['a fraction', `a\n5.0\n${root}\n`],
    ['a size beyond 2^53 - 1', `a\n9007199254740992\n${root}\n`],
    ['a root of 31 bytes', `a\n5\n${Buffer.alloc(31).toString('base64')}\n`],
    ['two lines', `a\n5\n`],
  ])('is refused with %s', (_, text) => {
    expect(fault(() => parseCheckpoint(text))).toBe('malformed-checkpoint');
  });

  it('is not written where it could not be read', () => {
    for (const wrong of [{ origin: '' }, { origin: 'a\nb' }, { size: -1 }, { size: 0.5 }, { root: Buffer.alloc(3) }])
      expect(fault(() => formatCheckpoint({ ...body, ...wrong }))).toBe('malformed-checkpoint');
  });

  it('is opened only by the key of its own log', () => {
    expect(openCheckpoint(cosigned, log.verifier, [witness.verifier])).toMatchObject({
      size: 0,
      origin: log.verifier.name,
    });
    const other = signNote(formatCheckpoint({ ...body, origin: 'other.example' }), [log]);
    expect(fault(() => openCheckpoint(other, log.verifier))).toBe('wrong-origin');
    const byWitness = `${text}\n${cosignatureLine(text, witness, 1)}`;
    expect(fault(() => openCheckpoint(byWitness, log.verifier, [witness.verifier]))).toBe('no-trusted-signature');
  });
});

describe('a second implementation', () => {
  it('signs the same bytes and accepts ours', () => {
    for (let n = 0; n < 8; n += 1) {
      const name = `khóa-${n}.example`;
      const secondLog = new SecondKey(name, 0x01, seed(100 + n));
      const secondWitness = new SecondKey(name, 0x04, seed(200 + n));
      const [ourLog, ourWitness] = [signerOf(name, 'log', seed(100 + n)), signerOf(name, 'witness', seed(200 + n))];
      expect([ourLog.verifier.vkey, ourWitness.verifier.vkey]).toEqual([secondLog.vkey(), secondWitness.vkey()]);
      expect(signatureLine(text, ourLog)).toBe(secondLog.line(text));
      expect(cosignatureLine(text, ourWitness, 1_700_000_000 + n)).toBe(
        secondWitness.cosignature(text, 1_700_000_000 + n),
      );
      expect(secondLog.accepts(signatureLine(text, ourLog), text)).toBe(true);
      expect(secondWitness.accepts(cosignatureLine(text, ourWitness, n), text)).toBe(true);
      expect(secondLog.accepts(signatureLine(text, ourLog), `${text}x\n`)).toBe(false);
    }
  });
});

import { webcrypto } from 'node:crypto';
import { createContext, runInContext } from 'node:vm';
import { InMemoryOutcomes } from '#commands/outcomes.js';
import { openCommandSide } from '#commands/testing/command-side.js';
import { district, recording } from '#commands/testing/district.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { openBundle, writeBundle } from '../bundle/bundle-format.js';
import { makeBundle } from '../bundle/make-bundle.js';
import { BROWSER_VERIFIER } from './browser-verifier.js';
import { factsAt, LOG_VKEY, signed, WITNESS_KEY } from '../testing/signed-log.js';

interface Checked {
  verdict: string;
  lines: string[];
  keyFromBundle: boolean;
}
type Verify = (files: { name: string; bytes: Uint8Array }[], vkey?: string, witnesses?: string[]) => Promise<Checked>;

const WITNESS = WITNESS_KEY.verifier.vkey;

/** The script of the page, run where there is no page: what it computes is the same. */
function scriptOfPage(): Verify {
  const script = /<script>\n([^]*)<\/script>/.exec(BROWSER_VERIFIER)?.[1] ?? '';
  const place: Record<string, unknown> = { crypto: webcrypto, TextEncoder, TextDecoder, atob, Uint8Array, DataView };
  runInContext(script, createContext(place));
  return (place['trachnhiemVerifier'] as { verify: Verify }).verify;
}

describe('the verifier in the browser', () => {
  const verify = scriptOfPage();
  let bytes: Uint8Array;
  beforeAll(async () => {
    const log = new InMemoryEventLog();
    const { desk, close } = await openCommandSide(log, new InMemoryOutcomes());
    await district(recording(desk));
    await close();
    const parts = { log, reader: await factsAt(log), proofs: await signed(log, 1_637_000_000), witnesses: [WITNESS] };
    bytes = (await makeBundle(parts, { for: 'unit', id: 'qa', asOf: '2021-08-20' }))?.bytes ?? new Uint8Array();
  });
  const zip = (of: Uint8Array) => [{ name: 'bundle.zip', bytes: of }];
  const receipt = () => {
    const [, event] = openBundle(bytes).events;
    if (!event) throw new Error('too few events');
    return [
      { name: 'record.json', bytes: event.leaf },
      { name: 'record.tlog-proof', bytes: new Uint8Array(Buffer.from(event.proof)) },
    ];
  };

  it('finds a bundle as it was signed, and lists its records', async () => {
    const found = await verify(zip(bytes), LOG_VKEY, [WITNESS]);
    expect(found.lines.at(-1)).toMatch(/^\d+: \w+ · /);
    expect({ verdict: found.verdict, keyFromBundle: found.keyFromBundle, lines: found.lines.length }).toEqual({
      verdict: 'verified',
      keyFromBundle: false,
      lines: openBundle(bytes).events.length + 1,
    });
  });

  it('says whether the key came with the bundle', async () => {
    expect(await verify(zip(bytes))).toMatchObject({ verdict: 'verified', keyFromBundle: true });
  });

  it('finds a receipt as it was signed, with its record and the public key alone', async () => {
    expect(await verify(receipt(), LOG_VKEY)).toMatchObject({ verdict: 'verified' });
  });

  it('needs the key for a receipt', async () => {
    expect(await verify(receipt())).toMatchObject({ verdict: 'could-not-check' });
  });

  it('finds every byte of a record that was changed', async () => {
    const [record, proof] = receipt();
    if (!record || !proof) throw new Error('no receipt');
    for (let at = 0; at < record.bytes.length; at += 7) {
      const changed = Uint8Array.from(record.bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([at, (await verify([{ ...record, bytes: changed }, proof], LOG_VKEY)).verdict]).toEqual([at, 'tampered']);
    }
  });

  it('finds every letter of a proof that was changed, unless it makes it unreadable', async () => {
    const [record, proof] = receipt();
    if (!record || !proof) throw new Error('no receipt');
    const text = Buffer.from(proof.bytes).toString();
    // The signature of a witness that was not asked for is not looked at.
    const end = text.indexOf(`— ${WITNESS_KEY.verifier.name}`);
    for (let at = 0; at < (end < 0 ? text.length : end); at += 5) {
      const other = text[at] === 'A' ? 'B' : 'A';
      const changed = Buffer.from(text.slice(0, at) + other + text.slice(at + 1));
      const found = await verify([record, { ...proof, bytes: new Uint8Array(changed) }], LOG_VKEY);
      expect([at, found.verdict]).not.toEqual([at, 'verified']);
    }
  });

  it('finds a record that stands in the place of another', async () => {
    const bundle = openBundle(bytes);
    const [first, second] = bundle.events;
    if (!first || !second) throw new Error('too few events');
    const swapped = { ...bundle, events: [{ ...second, ordinal: first.ordinal }, ...bundle.events.slice(1)] };
    expect((await verify(zip(writeBundle(swapped)), LOG_VKEY)).verdict).toBe('tampered');
  });

  it('cannot check what is no evidence, and does not take another key', async () => {
    expect((await verify(zip(Buffer.from('PK không phải')), LOG_VKEY)).verdict).toBe('could-not-check');
    const other = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
    expect((await verify(zip(bytes), other)).verdict).toBe('tampered');
    expect((await verify(zip(bytes), other.replace('c74f', 'c74e'))).verdict).toBe('could-not-check');
  });
});

import { InMemoryOutcomes } from '#commands/outcomes.js';
import { openCommandSide } from '#commands/testing/command-side.js';
import { district, eventful, recording } from '#commands/testing/district.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import { type Bundle, openBundle, writeBundle } from '../bundle/bundle-format.js';
import { makeBundle } from '../bundle/make-bundle.js';
import { signerOf } from '../tree/note-key.js';
import { factsAt, LOG_VKEY, signed, WITNESS_KEY } from '../testing/signed-log.js';
import { verifyBundle } from './verify-bundle.js';

const WITNESS = WITNESS_KEY.verifier.vkey;
/** Of the published vectors: a key that signed nothing here. */
const OTHER = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

describe('checking an evidence bundle without a server', () => {
  let bytes: Uint8Array;
  beforeAll(async () => {
    const log = new InMemoryEventLog();
    const { desk, close } = await openCommandSide(log, new InMemoryOutcomes());
    await district(recording(desk));
    await eventful(recording(desk));
    await close();
    const parts = { log, reader: await factsAt(log), proofs: await signed(log, 1_637_000_000), witnesses: [WITNESS] };
    const made = await makeBundle(parts, { for: 'task', id: 't1', asOf: '2021-08-20' });
    bytes = made?.bytes ?? new Uint8Array();
  });

  const changed = (change: (bundle: Bundle) => Bundle) => writeBundle(change(openBundle(bytes)));
  const firstEvent = (edit: (text: string) => string) =>
    changed((bundle) => ({
      ...bundle,
      events: bundle.events.map((event, i) =>
        i === 0 ? { ...event, leaf: Buffer.from(edit(Buffer.from(event.leaf).toString())) } : event,
      ),
    }));

  it('finds every record proved and the answer in what they say', () => {
    const found = verifyBundle(bytes, { vkey: LOG_VKEY, witnesses: [WITNESS] });
    expect(found).toMatchObject({ verdict: 'verified', keyFromBundle: false, answerFollows: true, discrepancies: [] });
    expect(found.proved).toBe(found.events);
    expect(found.events).toBeGreaterThan(3);
  });

  it('says so if the key came with the bundle, which proves nothing against who made it', () => {
    expect(verifyBundle(bytes)).toMatchObject({ verdict: 'verified', keyFromBundle: true });
  });

  it.each<[string, () => Uint8Array, string]>([
    ['a record was edited', () => firstEvent((text) => text.replace('"schema":1', '"schema":2')), 'event-changed'],
    [
      'a record was replaced by another proved one',
      () =>
        changed((b) => ({
          ...b,
          events: b.events.map((e, i) => ({ ...(b.events[i === 0 ? 1 : i] ?? e), ordinal: e.ordinal })),
        })),
      'event-changed',
    ],
    [
      'the answer was edited',
      () => changed((b) => ({ ...b, answer: b.answer.replace('"answers"', '"executes"') })),
      'answer-differs',
    ],
    [
      'the checkpoint was edited',
      () => changed((b) => ({ ...b, checkpoint: b.checkpoint.replace(/\n\d+\n/, '\n99999\n') })),
      'checkpoint-not-signed',
    ],
  ])('finds that %s', (_, tampered, kind) => {
    const found = verifyBundle(tampered(), { vkey: LOG_VKEY });
    expect({ verdict: found.verdict, kind: found.discrepancies[0]?.kind }).toEqual({ verdict: 'tampered', kind });
  });

  it('does not take the signature of another key', () => {
    expect(verifyBundle(bytes, { vkey: OTHER }).verdict).toBe('tampered');
  });

  it('cannot say anything of a file that is no bundle, or that a witness who was asked for has not cosigned', () => {
    expect(verifyBundle(Buffer.from('Không phải bằng chứng'))).toMatchObject({ verdict: 'could-not-check', events: 0 });
    expect(
      verifyBundle(bytes, { vkey: LOG_VKEY, witnesses: [WITNESS_KEY.verifier.vkey, otherWitness()] }),
    ).toMatchObject({
      verdict: 'could-not-check',
    });
  });
});

/** A witness that was never asked. */
function otherWitness(): string {
  const { vkey } = signerOf('another-witness', 'witness', Buffer.alloc(32, 5)).verifier;
  return vkey;
}

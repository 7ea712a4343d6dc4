import { InMemoryOutcomes } from '#commands/outcomes.js';
import { openCommandSide } from '#commands/testing/command-side.js';
import { district, eventful, recording } from '#commands/testing/district.js';
import { InMemoryEventLog } from '#event-log/in-memory.event-log.js';
import type { EventLog } from '#event-log/event-log.js';
import { factsAt, LOG_VKEY, signed, WITNESS_KEY } from '../testing/signed-log.js';
import { checkTlogProof } from '../tree/tlog-proof.js';
import { loggedOf, recomputedAnswer } from './bundle-facts.js';
import { type Bundle, BundleUnreadable, openBundle, writeBundle } from './bundle-format.js';
import { type BundleAsked, makeBundle, NotYetProved, RecordNotAsSigned } from './make-bundle.js';

const WITNESS = WITNESS_KEY.verifier.vkey;

describe('an evidence bundle', () => {
  let log: EventLog;
  beforeAll(async () => {
    log = new InMemoryEventLog();
    const { desk, close } = await openCommandSide(log, new InMemoryOutcomes());
    const record = recording(desk);
    await district(record);
    await eventful(record);
    await record('ReplaceHead', { officeId: 'qa.ct', outgoing: 'p.qa', incoming: 'p.tp', on: '2021-08-15' });
    await close();
  });

  const made = async (asked: BundleAsked, cosignedAt = 1_637_000_000): Promise<Bundle> =>
    openBundle(await bytesOf(asked, cosignedAt));
  const bytesOf = async (asked: BundleAsked, cosignedAt = 1_637_000_000): Promise<Uint8Array> => {
    const parts = { log, reader: await factsAt(log), proofs: await signed(log, cosignedAt), witnesses: [WITNESS] };
    const bundle = await makeBundle(parts, asked);
    if (!bundle) throw new Error('not on record');
    return bundle.bytes;
  };

  const QUESTIONS: BundleAsked[] = [
    { for: 'task', id: 't1', asOf: '2021-08-20' },
    { for: 'task', id: 't1', asOf: '2021-08-20', knownAt: '13' },
    { for: 'person', id: 'p.qa', asOf: '2021-08-20' },
    { for: 'unit', id: 'qa', asOf: '2021-08-20' },
    { for: 'directive', id: 'd', asOf: '2021-08-20' },
    { for: 'period', id: '2000-01-01:2999-01-01', asOf: '2021-08-20' },
  ];

  it.each(QUESTIONS)(
    'has each record proved, and the answer follows from the records alone: $for $id',
    async (asked) => {
      const bundle = await made(asked);
      const { manifest, events } = bundle;
      expect(manifest.question).toMatchObject({ for: asked.for, id: asked.id, asOf: '2021-08-20' });
      expect(events.length).toBeGreaterThan(3);
      for (const { leaf, proof, ordinal } of events) {
        const proved = checkTlogProof(proof, leaf, LOG_VKEY, [WITNESS]);
        expect([proved.index, loggedOf({ leaf }).ordinal]).toEqual([ordinal - 1, BigInt(ordinal)]);
        expect(ordinal).toBeLessThanOrEqual(manifest.question.knownAt);
      }
      expect(recomputedAnswer(bundle)).toBe(bundle.answer);
      expect(bundle.answer).not.toBe('null');
    },
  );

  it('has every record of a stream up to then, so that none can be left out in between', async () => {
    const { manifest, events } = await made({ for: 'task', id: 't1', asOf: '2021-08-20' });
    for (const stream of manifest.chosen.streams) {
      const revisions = events.map((event) => loggedOf(event)).filter((event) => event.stream === stream);
      expect(revisions.map(({ revision }) => revision)).toEqual(revisions.map((_, i) => i));
    }
    expect(manifest.chosen.streams).toEqual(expect.arrayContaining(['task-t1', 'office-qa.ct', 'directive-d']));
    expect(manifest.chosen.streams).not.toContain('task-t2');
    expect(manifest.evidence.length).toBeGreaterThan(0);
  });

  it('says another answer once a record is taken out: what it rests on is all there is', async () => {
    const bundle = await made({ for: 'task', id: 't1', asOf: '2021-08-20' });
    const without = bundle.events.filter((event) => loggedOf(event).type !== 'HeadReplaced');
    expect(recomputedAnswer({ manifest: bundle.manifest, events: without })).not.toBe(bundle.answer);
  });

  it('has the same bytes for the same question under the same signed checkpoint', async () => {
    const asked: BundleAsked = { for: 'task', id: 't1', asOf: '2021-08-20' };
    const first = await bytesOf(asked);
    expect(Buffer.compare(first, await bytesOf(asked))).toBe(0);
    expect(Buffer.compare(first, await bytesOf(asked, 1_637_000_001))).not.toBe(0);
  });

  it('has a page that says all in two languages, loads nothing and runs nothing', async () => {
    const page = (await made({ for: 'task', id: 't1', asOf: '2021-08-20' })).pages.get('index.html') ?? '';
    expect(page).toContain('Ai chịu trách nhiệm về nhiệm vụ này?');
    expect(page).toContain('Giao UBND qa chủ trì, hạn 2021-08-20');
    expect(page).toContain('Người tp');
    expect(page).toContain('Thay người giữ chức vụ');
    expect(page).not.toMatch(/<script|<img|<link|src=|href=|@import|url\(/i);
    expect(page).toBe(page.normalize('NFC'));
  });

  it('is not made of what is not on record, not under the checkpoint, or not as it was signed', async () => {
    const reader = await factsAt(log);
    const proofs = await signed(log);
    expect(await makeBundle({ log, reader, proofs }, { for: 'task', id: 'nothing' })).toBeNull();
    const early = { ...proofs, covering: () => Promise.resolve(null) };
    const asked: BundleAsked = { for: 'task', id: 't1' };
    await expect(makeBundle({ log, reader, proofs: early, patienceMs: 150 }, asked)).rejects.toBeInstanceOf(
      NotYetProved,
    );
    const altered: Pick<EventLog, 'readStream'> = {
      readStream: async (...args) =>
        (await log.readStream(...args)).map((event) => ({ ...event, recordedAt: '2020-01-01T00:00:00.000Z' })),
    };
    const lying = new Proxy(log, {
      get: (target, name) => Reflect.get(name in altered ? altered : target, name) as unknown,
    });
    await expect(makeBundle({ log: lying, reader, proofs }, asked)).rejects.toBeInstanceOf(RecordNotAsSigned);
  });

  it('is opened in the one form in which it is written', async () => {
    const bytes = await bytesOf({ for: 'task', id: 't1', asOf: '2021-08-20' });
    const bundle = openBundle(bytes);
    expect(Buffer.compare(writeBundle(bundle), bytes)).toBe(0);
    expect(() => openBundle(Buffer.concat([bytes, Buffer.from('x')]))).toThrow(BundleUnreadable);
    expect(() => openBundle(Buffer.concat([Buffer.from('x'), bytes]))).toThrow(BundleUnreadable);
    expect(() => openBundle(bytes.subarray(0, bytes.length - 1))).toThrow(BundleUnreadable);
    expect(() => openBundle(new Uint8Array())).toThrow(BundleUnreadable);
    const { manifest } = bundle;
    const more = { ...bundle, manifest: { ...manifest, ordinals: [...manifest.ordinals, 999] } };
    expect(() => openBundle(writeBundle(more))).toThrow('missing');
  });
});

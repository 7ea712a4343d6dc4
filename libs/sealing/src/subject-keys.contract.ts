import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DESTROYED, type SubjectKeys } from './subject-keys.js';

export interface KeysUnderTest {
  keys: SubjectKeys;
  close(): Promise<void>;
}

/** What every store of keys does. */
export function describeSubjectKeys(name: string, open: () => Promise<KeysUnderTest>): void {
  describe(name, () => {
    let keys: SubjectKeys;
    let close: () => Promise<void>;
    beforeEach(async () => {
      ({ keys, close } = await open());
    });
    afterEach(() => close());

    it('makes one key for a subject and finds it again', async () => {
      expect(await keys.find('person-a')).toBeNull();
      const made = await keys.make('person-a');
      expect(made).toMatchObject({ id: expect.any(String), bytes: { length: 32 } });
      expect(await keys.make('person-a')).toEqual(made);
      expect(await keys.find('person-a')).toEqual(made);
      expect(await keys.make('person-b')).not.toEqual(made);
    });

    it('makes the same key for sixteen who ask at once', async () => {
      const made = await Promise.all(Array.from({ length: 16 }, () => keys.make('person-a')));
      expect(new Set(made.map((key) => JSON.stringify(key))).size).toBe(1);
    });

    it('destroys a key for ever, also one that was never made, and as often as it is told to', async () => {
      await keys.make('person-a');
      for (const subject of ['person-a', 'person-b', 'person-a']) await keys.destroy(subject);
      for (const subject of ['person-a', 'person-b']) {
        expect(await keys.find(subject)).toBe(DESTROYED);
        expect(await keys.make(subject)).toBe(DESTROYED);
      }
      expect(await keys.make('person-c')).not.toBe(DESTROYED);
    });

    it('keeps subjects apart by every byte of their name', async () => {
      const names = [
        'person-Hòa'.normalize('NFC'),
        'person-Hòa'.normalize('NFD'),
        'person-../a',
        'person-a/b',
        'person-',
      ];
      const made = await Promise.all(names.map((subject) => keys.make(subject)));
      expect(new Set(made.map((key) => JSON.stringify(key))).size).toBe(names.length);
    });
  });
}

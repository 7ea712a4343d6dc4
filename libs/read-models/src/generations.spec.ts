import { Generations } from './generations.js';

const held = (limit = 8) => new Generations<string>(limit, (value) => value.length);

describe('a map of generations', () => {
  it('forgets what was not asked for, and keeps what was', () => {
    const map = held();
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j']) {
      map.set(key, key);
      expect(map.get('a')).toBe('a');
    }
    expect(['b', 'c'].map((key) => map.get(key))).toEqual([undefined, undefined]);
    expect(map.get('j')).toBe('j');
  });

  it('holds one value a key, the last', () => {
    const map = held(100);
    map.set('a', 'x');
    map.set('a', 'y');
    expect(map.get('a')).toBe('y');
  });

  it('weighs a value that is set again once', () => {
    const map = held();
    map.set('b', 'b');
    for (let i = 0; i < 20; i++) map.set('a', 'aa');
    expect(map.get('b')).toBe('b');
  });

  it('forgets what it is told to', () => {
    const map = held();
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f']) map.set(key, key);
    map.forget((value) => value === 'a' || value === 'f');
    expect(['a', 'b', 'f'].map((key) => map.get(key))).toEqual([undefined, 'b', undefined]);
    map.clear();
    expect(map.get('b')).toBeUndefined();
  });
});

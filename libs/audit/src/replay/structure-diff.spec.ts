import { differences } from './structure-diff.js';

const line = (more: object) => ({
  capacity: 'answers',
  unit: 'qa',
  office: 'qa.ct',
  holder: 'an',
  reason: null,
  flags: [],
  evidence: ['e1'],
  ...more,
});

describe('what two answers say differently', () => {
  it('is nothing where they say the same, in whatever order their fields stand', () => {
    expect(differences({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toEqual([]);
  });

  it('is not what the question says, nor the place in a list', () => {
    expect(
      differences({ asOf: '2021-01-01', knownAt: 1, next: null }, { asOf: '2021-02-01', knownAt: 2, next: 'x' }),
    ).toEqual([]);
  });

  it('is a field, with pointers into both', () => {
    expect(differences({ status: { deadline: null } }, { status: { deadline: '2021-09-01' } })).toEqual([
      {
        path: ['status', 'deadline'],
        pointers: { before: '/status/deadline', after: '/status/deadline' },
        before: null,
        after: '2021-09-01',
        within: [],
      },
    ]);
  });

  it('is a field that only one of them has; its name is escaped in the pointer', () => {
    expect(differences({}, { 'a/b~c': 1 })).toMatchObject([
      { pointers: { before: null, after: '/a~1b~0c' }, before: undefined, after: 1 },
    ]);
    expect(differences({ a: 1 }, {})).toMatchObject([{ pointers: { before: '/a', after: null }, after: undefined }]);
  });

  it('is the whole answer where there was none', () => {
    expect(differences(null, { a: 1 })).toMatchObject([
      { path: [], pointers: { before: '', after: '' }, before: null },
    ]);
  });

  it('is found in the same item of a list, wherever it stands in each', () => {
    const before = { lines: [line({}), line({ office: 'qa.bt', holder: 'bình' })] };
    const after = { lines: [line({ office: 'qa.bt', holder: 'bình', flags: ['conflict'] }), line({})] };
    expect(differences(before, after)).toMatchObject([
      {
        path: ['lines', 'flags'],
        pointers: { before: '/lines/1/flags', after: '/lines/0/flags' },
        after: ['conflict'],
      },
    ]);
  });

  it('is an item that has been replaced: another holder in the office, or another office in the capacity', () => {
    expect(differences({ lines: [line({})] }, { lines: [line({ holder: 'bình', evidence: ['e2'] })] })).toMatchObject([
      {
        path: ['lines'],
        before: line({}),
        after: { holder: 'bình' },
        pointers: { before: '/lines/0', after: '/lines/0' },
      },
    ]);
    const other = line({ unit: 'qb', office: 'qb.ct', holder: 'cường' });
    expect(differences({ lines: [line({})] }, { lines: [other] })).toMatchObject([{ path: ['lines'], after: other }]);
  });

  it('is an item that has come or gone', () => {
    const leads = line({ capacity: 'leads', office: 'qa.bt' });
    expect(differences({ lines: [line({})] }, { lines: [line({}), leads] })).toMatchObject([
      { before: undefined, after: leads, pointers: { before: null, after: '/lines/1' } },
    ]);
    expect(differences({ lines: [leads, line({})] }, { lines: [line({})] })).toMatchObject([
      { before: leads, after: undefined, pointers: { before: '/lines/0', after: null } },
    ]);
  });

  it('in a list that the table does not name is the item as a whole', () => {
    expect(differences({ unheard: [{ a: 1 }] }, { unheard: [{ a: 2 }] })).toMatchObject([
      { before: undefined, after: { a: 2 } },
      { before: { a: 1 }, after: undefined },
    ]);
  });

  it('is a list of words as a whole', () => {
    expect(differences({ flags: ['a'] }, { flags: ['a', 'b'] })).toMatchObject([
      { path: ['flags'], before: ['a'], after: ['a', 'b'], within: [] },
    ]);
  });

  it('is evidence only where nothing else is', () => {
    expect(differences({ lines: [line({})] }, { lines: [line({ evidence: ['e1', 'e2'] })] })).toMatchObject([
      { path: ['lines', 'evidence'], before: ['e1'], after: ['e1', 'e2'] },
    ]);
    expect(
      differences({ lines: [line({})] }, { lines: [line({ flags: ['conflict'], evidence: ['e1', 'e2'] })] }),
    ).toMatchObject([{ path: ['lines', 'flags'] }]);
  });

  it('is a name that has changed, not one that stands there because its id does', () => {
    const before = { names: { units: { qa: 'Quận A' } } };
    expect(differences(before, { names: { units: { qa: 'Quận A', qb: 'Quận B' } } })).toEqual([]);
    expect(differences(before, { names: { units: { qa: 'Phường A' } } })).toMatchObject([
      { path: ['names', 'units', 'qa'], after: 'Phường A' },
    ]);
  });

  it('finds as many items again as there are, where several are alike', () => {
    const twice = { unheard: [{ a: 1 }, { a: 1 }] };
    expect(differences(twice, { unheard: [{ a: 1 }] })).toHaveLength(1);
    expect(differences(twice, twice)).toEqual([]);
  });
});
